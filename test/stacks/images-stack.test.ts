import { IMAGE_NAMES } from '../../lib/model/images';
import { Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ImagesStack } from '../../lib/stacks/images-stack';
import { givenApp } from '../constructs/given-stack';

describe('ImagesStack', () => {
  test('is one stack for all labs', () => {
    expect(givenImages().stackName).toBe('SreSloLabImages');
  });

  test('has the repositories and nothing else, so that it needs no bootstrapped account', () => {
    const template = Template.fromStack(givenImages());
    expect(Object.keys(template.toJSON()).sort()).toEqual(['Description', 'Resources']);
    template.resourceCountIs('AWS::ECR::Repository', IMAGE_NAMES.length);
  });
});

function givenImages(): ImagesStack {
  return new ImagesStack(new Stage(givenApp(), 'Images'));
}
