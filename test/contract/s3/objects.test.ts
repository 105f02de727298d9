import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectAclCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const Bucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';

describe('an object in the assets bucket', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
    cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const read = async (Key: string) => {
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from(await Body!.transformToByteArray());
  };

  it('comes back as it was put, byte for byte, with its type and checksum', async () => {
    const bytes = Buffer.from([...Array(256).keys()]);
    const { ETag } = await put('asset.bin', bytes, { ContentType: 'application/zip', ChecksumAlgorithm: 'SHA256' });
    expect(ETag).toBe('"e2c865db4162bed963bfaa9ef6ac18f0"');
    expect(await read('asset.bin')).toEqual(bytes);
    expect(
      await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'asset.bin', ChecksumMode: 'ENABLED' })),
    ).toMatchObject({
      ContentLength: 256,
      ContentType: 'application/zip',
      ETag,
      ChecksumSHA256: 'QK/y6dLYki5Hr9RkjmlnSXFYeF+9Hahw5xECZr+USIA=',
      LastModified: expect.any(Date),
    });
  });

  it.each(['a b+c&d.json', 'ü/深/~!*\'()"', 'x//y', 'a%20b', 'a?b#c'])('may be called %s', async (Key) => {
    await put(Key, 'text');
    expect((await read(Key)).toString()).toBe('text');
    const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(Contents!.map((object) => object.Key)).toEqual([Key]);
  });

  it('may be sent as a stream, in chunks with the checksum behind them', async () => {
    const bytes = Buffer.alloc(200_000, 'chunk ');
    const hashes: unknown[] = [];
    cloud.s3.middlewareStack.add(
      (next) => (args) => {
        hashes.push((args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256']);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await put('stream', Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), {
      ContentLength: bytes.length,
    });
    expect(hashes).toEqual(['STREAMING-UNSIGNED-PAYLOAD-TRAILER']);
    expect((await read('stream')).equals(bytes)).toBe(true);
    const head = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(head).toMatchObject({ ContentLength: 200_000 });
    expect(head.ContentEncoding).toBeUndefined();
  });

  it('may have 5 MiB, what the CDK CLI uploads in one piece', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024, 7);
    await put('large', bytes);
    expect((await read('large')).equals(bytes)).toBe(true);
  });

  it('is listed by prefix, in pages', async () => {
    for (const key of ['b/2', 'a/1', 'b/1', 'b/3']) await put(key, key);
    const first = await cloud.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', MaxKeys: 2 }));
    expect(first).toMatchObject({
      KeyCount: 2,
      IsTruncated: true,
      Contents: [{ Key: 'b/1', Size: 3 }, { Key: 'b/2' }],
    });
    const second = await cloud.s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'b/', ContinuationToken: first.NextContinuationToken }),
    );
    expect(second).toMatchObject({ KeyCount: 1, IsTruncated: false, Contents: [{ Key: 'b/3' }] });
  });

  it('fails for a wrong checksum or MD5, and nothing is kept', async () => {
    await expect(put('x', 'text', { ChecksumSHA256: Buffer.alloc(32).toString('base64') })).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The SHA256 you specified did not match the calculated checksum.',
    });
    await expect(put('x', 'text', { ContentMD5: Buffer.alloc(16).toString('base64') })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(read('x')).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('fails for what it does not know, by name', async () => {
    await expect(put('x', 'text', { ACL: 'public-read' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'the local cloud does not support the member x-amz-acl',
    });
    await expect(cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'x', Range: 'bytes=0-1' }))).rejects.toThrow(
      'the local cloud does not support the member range',
    );
    await expect(cloud.s3.send(new PutObjectAclCommand({ Bucket, Key: 'x', ACL: 'private' }))).rejects.toThrow(
      'the local cloud does not',
    );
  });
});
