import { GetParameterCommand, PutParameterCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

describe('Parameter Store', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  const get = async (Name: string) => (await cloud.ssm.send(new GetParameterCommand({ Name }))).Parameter!;

  it('says that the account is bootstrapped', async () => {
    expect(await get('/cdk-bootstrap/hnb659fds/version')).toMatchObject({
      Type: 'String',
      Value: expect.stringMatching(/^\d+$/),
      ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/cdk-bootstrap/hnb659fds/version',
      LastModifiedDate: expect.any(Date),
    });
  });

  it('keeps a parameter, and a new version only when asked to overwrite', async () => {
    const input = { Name: '/lab/size', Value: 'small', Type: 'String' as const };
    expect((await cloud.ssm.send(new PutParameterCommand(input))).Version).toBe(1);
    await expect(cloud.ssm.send(new PutParameterCommand(input))).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });
    await cloud.ssm.send(new PutParameterCommand({ Name: '/lab/size', Value: 'large', Overwrite: true }));
    expect(await get('/lab/size')).toMatchObject({ Value: 'large', Version: 2 });
    expect(await get('/lab/size:2')).toMatchObject({ Value: 'large', Selector: ':2' });
    await expect(get('/lab/size:1')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  it('fails for a parameter that is not there', async () => {
    await expect(get('/nothing')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('fails for what it does not know, by name', async () => {
    await expect(
      cloud.ssm.send(new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'SecureString' })),
    ).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('String and StringList') });
    await expect(
      cloud.ssm.send(new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'String', Tier: 'Advanced' })),
    ).rejects.toThrow('the local cloud does not support the member Tier');
    await expect(cloud.ssm.send(new GetParametersByPathCommand({ Path: '/' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'the local cloud does not implement the action ssm:GetParametersByPath',
    });
  });
});
