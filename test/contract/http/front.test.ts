import { request } from 'node:http';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { signedFetch } from '../../_helpers/signed-fetch';

describe('the front of the local cloud', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  const sts = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new STSClient({ endpoint: cloud.cloud.endpoint, region: cloud.cloud.region, credentials, maxAttempts: 1 });

  const post = (headers: Record<string, string>, body = 'Action=GetCallerIdentity&Version=2011-06-15') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const outgoing = request(cloud.cloud.endpoint, { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode!, body: text }));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  it('knows the caller whose signature is right', async () => {
    expect(await sts(cloud.cloud.credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/lab',
    });
  });

  it('fails for a wrong secret', async () => {
    const { accessKeyId } = cloud.cloud.credentials;
    await expect(
      sts({ accessKeyId, secretAccessKey: 'wrong' }).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } });
  });

  it('fails for an unknown key, in the words of the protocol', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    await expect(sts(credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
    const ecs = new ECSClient({ endpoint: cloud.cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    await expect(ecs.send(new DescribeClustersCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', '0'.repeat(64)])(
    'fails for a body that nobody signed (%s): S3 alone takes one',
    async (hash) => {
      const form = 'Action=GetCallerIdentity&Version=2011-06-15';
      const headers = { 'x-amz-content-sha256': hash };
      expect(await signedFetch(cloud.cloud, 'sts', form, headers)).toMatchObject({
        status: 403,
        text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
      });
    },
  );

  it('fails for a request without a signature', async () => {
    const answer = await post({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  it('fails for a foreign Host, so that no rebound name reaches it', async () => {
    expect(await post({ host: 'attacker.example' })).toMatchObject({ status: 403 });
  });

  it('fails for any Origin: web pages have no business here', async () => {
    expect(await post({ origin: 'http://localhost:3000' })).toMatchObject({ status: 403 });
  });

  it('fails for a body that is too large, and lives on', async () => {
    const answer = await post({}, 'x'.repeat(9 * 1024 * 1024)).catch((error: NodeJS.ErrnoException) => error);
    expect(answer instanceof Error ? ['ECONNRESET', 'EPIPE'].includes(answer.code!) : answer.status === 413).toBe(true);
    await expect(sts(cloud.cloud.credentials).send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
  });

  it('refuses a service that it does not have, by name', async () => {
    const { status, text } = await signedFetch(cloud.cloud, 'sqs', 'Action=ListQueues');
    expect(status).toBe(400);
    expect(text).toContain('<Code>UnknownService</Code>');
    expect(text).toContain('the local cloud does not implement the service sqs; it has cloudformation, ec2');
  });
});
