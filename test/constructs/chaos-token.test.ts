import { Match, Template } from 'aws-cdk-lib/assertions';
import { AppService } from '../../lib/constructs/app-service';
import { givenCluster, IMAGE_TAGS } from './given-stack';

const SECRET = 'AWS::SecretsManager::Secret';

describe("the token of the app's faults", () => {
  test('is generated at deploy, 40 characters that the app takes, and goes with the lab', () => {
    whenSynthesized(true).hasResource(SECRET, {
      Properties: {
        Description: "Token of the app's faults",
        GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true },
      },
      DeletionPolicy: 'Delete',
    });
  });

  test('reaches the app as a secret, never as a value in the template', () => {
    const template = whenSynthesized(true);
    const [secret] = Object.keys(template.findResources(SECRET));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Secrets: [{ Name: 'CHAOS_TOKEN', ValueFrom: { Ref: secret } }] })],
    });
  });

  test('is not there unless somebody asks for it: a command of a lesson works as it is written', () => {
    const template = whenSynthesized(false);
    template.resourceCountIs(SECRET, 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('CHAOS_TOKEN');
  });
});

function whenSynthesized(chaosToken: boolean): Template {
  const { stack, cluster } = givenCluster();
  new AppService(stack, 'App', { cluster, imageTags: IMAGE_TAGS, allowedCidrs: [], chaosToken });
  return Template.fromStack(stack);
}
