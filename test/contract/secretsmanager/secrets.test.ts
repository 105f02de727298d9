import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  RotateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

describe('Secrets Manager', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  it('keeps a secret, gives its value by name and ARN, and lists it without', async () => {
    const { ARN } = await cloud.secrets.send(new CreateSecretCommand({ Name: 'grafana', SecretString: 'x' }));
    for (const SecretId of ['grafana', ARN]) {
      const { SecretString } = await cloud.secrets.send(new GetSecretValueCommand({ SecretId }));
      expect(SecretString).toBe('x');
    }
    const { SecretList } = await cloud.secrets.send(new ListSecretsCommand({}));
    expect(SecretList).toEqual([expect.objectContaining({ Name: 'grafana' })]);
    expect(JSON.stringify(SecretList)).not.toContain('"x"');
    await cloud.secrets.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));
    await expect(cloud.secrets.send(new DescribeSecretCommand({ SecretId: 'grafana' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('makes passwords by the rules', async () => {
    const { RandomPassword } = await cloud.secrets.send(
      new GetRandomPasswordCommand({ PasswordLength: 24, ExcludePunctuation: true }),
    );
    expect(RandomPassword).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d]{24}$/);
  });

  it.each([
    ['a name twice', new CreateSecretCommand({ Name: 'twice', SecretString: 'x' }), 'ResourceExistsException'],
    ['a deletion that could be undone', new DeleteSecretCommand({ SecretId: 'twice' }), 'InvalidParameterException'],
    ['an action that is not implemented', new RotateSecretCommand({ SecretId: 'twice' }), 'UnknownOperationException'],
  ])('fails for %s', async (_what, command, name) => {
    await cloud.secrets.send(new CreateSecretCommand({ Name: 'twice', SecretString: 'x' }));
    await expect(cloud.secrets.send(command as CreateSecretCommand)).rejects.toMatchObject({ name });
  });
});
