import { z } from 'zod';
import { verifiedChecksums, verifiedMd5 } from '../checksums';
import { bucketHeaders, bucketInput, checkOwner, objectHeaders } from '../common';
import { action } from '../deps';

export const putObject = action({
  name: 'PutObject',
  http: {
    method: 'PUT',
    on: 'object',
    headers: {
      ...bucketHeaders,
      ...objectHeaders,
      'content-md5': 'ContentMD5',
      'x-amz-server-side-encryption': 'ServerSideEncryption',
      etag: 'ETag',
    },
    requestBody: 'Body',
    answer: 'empty',
  },
  input: z.strictObject({
    ...bucketInput,
    Key: z.string().min(1).max(1024),
    Body: z.instanceof(Buffer),
    ContentType: z.string().default('binary/octet-stream'),
    ContentEncoding: z.string().optional(),
    ContentMD5: z.string().optional(),
    ChecksumCRC32: z.string().optional(),
    ChecksumSHA1: z.string().optional(),
    ChecksumSHA256: z.string().optional(),
    ServerSideEncryption: z.literal('AES256').optional(),
  }),
  run({ state, clock }, input, { account }) {
    checkOwner(input, account);
    const bucket = state.bucket(input.Bucket);
    const etag = `"${verifiedMd5(input.Body, input.ContentMD5)}"`;
    const checksums = verifiedChecksums(input.Body, input);
    bucket.set(input.Key, {
      key: input.Key,
      body: input.Body,
      etag,
      contentType: input.ContentType,
      contentEncoding: input.ContentEncoding,
      checksums,
      modifiedAt: new Date(clock.now()),
    });
    return { ETag: etag, ...checksums, ServerSideEncryption: 'AES256' };
  },
});
