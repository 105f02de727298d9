import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const Bucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';

describe('the bucket of a bootstrapped account', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  it('is there, empty, in this region and encrypted as every bucket is', async () => {
    expect((await cloud.s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '').toBe('');
    expect(await cloud.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }))).toMatchObject({ KeyCount: 0 });
    expect(await cloud.s3.send(new GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
  });

  it('is the only one', async () => {
    await expect(cloud.s3.send(new ListObjectsV2Command({ Bucket: 'other' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("is refused to a caller who takes it for another account's", async () => {
    const command = new GetBucketLocationCommand({ Bucket, ExpectedBucketOwner: '111111111111' });
    await expect(cloud.s3.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses an action by name', async () => {
    await expect(cloud.s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining(`s3:(GET /${Bucket}?policy)`),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a caller with a wrong secret', async () => {
    const s3 = new S3Client({
      endpoint: cloud.cloud.endpoint,
      region: 'us-east-1',
      credentials: { ...cloud.cloud.credentials, secretAccessKey: 'wrong' },
      forcePathStyle: true,
      maxAttempts: 1,
    });
    await expect(s3.send(new GetBucketLocationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    s3.destroy();
  });
});
