import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';

/** Members of every action on a bucket. */
export const bucketInput = { Bucket: z.string().min(1), ExpectedBucketOwner: z.string().optional() };

/** Headers of every action on a bucket. */
export const bucketHeaders = { 'x-amz-expected-bucket-owner': 'ExpectedBucketOwner' };

/** Headers that tell an object, in requests and answers. */
export const objectHeaders = {
  'content-type': 'ContentType',
  'content-encoding': 'ContentEncoding',
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
};

/** Throws AccessDenied when the caller takes the bucket for another account's. */
export function checkOwner(input: { readonly ExpectedBucketOwner?: string }, account: string): void {
  if (input.ExpectedBucketOwner === undefined || input.ExpectedBucketOwner === account) return;
  throw new AwsError('AccessDenied', 'Access Denied', 403);
}
