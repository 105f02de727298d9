import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const role = 'arn:aws:iam::000000000000:role/cdk-hnb659fds-deploy-role-000000000000-us-east-1';

describe('AssumeRole', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  const assume = () => cloud.sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'aws-cdk-root' }));
  const identity = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new STSClient({ endpoint: cloud.cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }).send(
      new GetCallerIdentityCommand({}),
    );

  it('gives credentials that are the role session', async () => {
    const { Credentials } = await assume();
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
    const caller = await identity({
      accessKeyId: AccessKeyId!,
      secretAccessKey: SecretAccessKey!,
      sessionToken: SessionToken!,
    });
    expect(caller.Arn).toBe(
      'arn:aws:sts::000000000000:assumed-role/cdk-hnb659fds-deploy-role-000000000000-us-east-1/aws-cdk-root',
    );
  });

  it('fails for its credentials without the session token', async () => {
    const { Credentials } = await assume();
    await expect(
      identity({ accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey! }),
    ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('fails for something that is not a role', async () => {
    await expect(
      cloud.sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:user/x', RoleSessionName: 'me' })),
    ).rejects.toMatchObject({ name: 'ValidationError', message: 'RoleArn: must be the ARN of a role' });
  });
});
