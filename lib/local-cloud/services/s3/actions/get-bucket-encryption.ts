import { z } from 'zod';
import { bucketHeaders, bucketInput, checkOwner } from '../common';
import { action } from '../deps';

/** What every bucket has when nobody chose anything else. */
export const getBucketEncryption = action({
  name: 'GetBucketEncryption',
  http: {
    method: 'GET',
    on: 'bucket',
    marker: ['encryption', ''],
    headers: bucketHeaders,
    answer: { root: 'ServerSideEncryptionConfiguration' },
  },
  input: z.strictObject(bucketInput),
  run({ state }, input, { account }) {
    checkOwner(input, account);
    state.bucket(input.Bucket);
    return { Rule: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] };
  },
});
