import { z } from 'zod';
import { bucketHeaders, bucketInput, checkOwner } from '../common';
import { action } from '../deps';

/** The region, or nothing for us-east-1. */
export const getBucketLocation = action({
  name: 'GetBucketLocation',
  http: {
    method: 'GET',
    on: 'bucket',
    marker: ['location', ''],
    headers: bucketHeaders,
    answer: { root: 'LocationConstraint' },
  },
  input: z.strictObject(bucketInput),
  run({ state }, input, { account, region }) {
    checkOwner(input, account);
    state.bucket(input.Bucket);
    return region === 'us-east-1' ? '' : region;
  },
});
