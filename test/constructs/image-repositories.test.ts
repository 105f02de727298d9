import { Template } from 'aws-cdk-lib/assertions';
import { ImageRepositories } from '../../lib/constructs/image-repositories';
import { IMAGES } from '../../lib/model/images';
import { givenStack } from './given-stack';

describe('ImageRepositories', () => {
  const template = whenSynthesized();

  test('has one repository for each image', () => {
    template.resourceCountIs('AWS::ECR::Repository', Object.keys(IMAGES).length);
    for (const { repository } of Object.values(IMAGES)) {
      template.hasResourceProperties('AWS::ECR::Repository', { RepositoryName: repository });
    }
  });

  test('never lets a tag mean something else, and scans what is pushed', () => {
    template.allResourcesProperties('AWS::ECR::Repository', {
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
    });
  });

  test('keeps ten pushes of both platforms, and nothing once the stack is deleted', () => {
    template.allResourcesProperties('AWS::ECR::Repository', { EmptyOnDelete: true });
    template.allResources('AWS::ECR::Repository', { DeletionPolicy: 'Delete' });
    for (const repository of Object.values(template.findResources('AWS::ECR::Repository'))) {
      expect(JSON.parse(repository.Properties.LifecyclePolicy.LifecyclePolicyText).rules).toEqual([
        expect.objectContaining({
          rulePriority: 1,
          // A push is one tagged manifest list and two untagged images: only the list may count.
          selection: { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan', countNumber: 10 },
          action: { type: 'expire' },
        }),
        expect.objectContaining({
          rulePriority: 2,
          selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 1, countUnit: 'days' },
          action: { type: 'expire' },
        }),
      ]);
    }
  });
});

function whenSynthesized(): Template {
  const stack = givenStack();
  new ImageRepositories(stack, 'Images');
  return Template.fromStack(stack);
}
