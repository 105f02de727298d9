import { Match, Template } from 'aws-cdk-lib/assertions';
import { GrafanaPassword } from '../../lib/constructs/grafana-password';
import { givenStack } from './given-stack';

describe('GrafanaPassword', () => {
  const template = whenSynthesized();

  test('is generated: 24 letters and digits', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 24, ExcludePunctuation: true },
      SecretString: Match.absent(),
      // A fixed name would clash with the deleted secret of the lab before.
      Name: Match.absent(),
    });
  });

  test('is deleted with the lab', () => {
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });

  test('has no rotation, which would bring a Lambda function and a transform', () => {
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    expect(template.toJSON()).not.toHaveProperty('Transform');
  });
});

function whenSynthesized(): Template {
  const stack = givenStack();
  new GrafanaPassword(stack, 'GrafanaPassword');
  return Template.fromStack(stack);
}
