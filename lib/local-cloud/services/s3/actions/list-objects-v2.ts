import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { queryInteger } from '../../../kernel/query-input';
import { bucketHeaders, bucketInput, checkOwner } from '../common';
import { action } from '../deps';

/** Keys a page at most. */
const PAGE = 1000;

export const listObjectsV2 = action({
  name: 'ListObjectsV2',
  http: {
    method: 'GET',
    on: 'bucket',
    marker: ['list-type', '2'],
    query: {
      prefix: 'Prefix',
      'max-keys': 'MaxKeys',
      'start-after': 'StartAfter',
      'continuation-token': 'ContinuationToken',
    },
    headers: bucketHeaders,
    answer: { root: 'ListBucketResult' },
  },
  input: z.strictObject({
    ...bucketInput,
    Prefix: z.string().default(''),
    MaxKeys: queryInteger.default(PAGE),
    StartAfter: z.string().default(''),
    ContinuationToken: z.string().optional(),
  }),
  run({ state }, input, { account }) {
    checkOwner(input, account);
    if (input.MaxKeys < 0)
      throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
    const after = input.ContinuationToken === undefined ? input.StartAfter : keyIn(input.ContinuationToken);
    const matching = [...state.bucket(input.Bucket).values()]
      .filter(({ key }) => key.startsWith(input.Prefix) && key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = matching.slice(0, Math.min(input.MaxKeys, PAGE));
    const isTruncated = page.length > 0 && page.length < matching.length;
    return {
      Name: input.Bucket,
      Prefix: input.Prefix,
      MaxKeys: input.MaxKeys,
      KeyCount: page.length,
      IsTruncated: isTruncated,
      NextContinuationToken: isTruncated ? Buffer.from(page.at(-1)!.key).toString('base64url') : undefined,
      Contents: page.map((object) => ({
        Key: object.key,
        LastModified: object.modifiedAt,
        ETag: object.etag,
        Size: object.body.length,
        StorageClass: 'STANDARD',
      })),
    };
  },
});

function keyIn(continuationToken: string): string {
  return Buffer.from(continuationToken, 'base64url').toString();
}
