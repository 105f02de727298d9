import { z } from 'zod';
import { bucketHeaders, bucketInput, objectHeaders } from './common';
import type { StoredObject } from './state';

/** GetObject's and HeadObject's input. */
export const objectInput = z.strictObject({
  ...bucketInput,
  Key: z.string().min(1),
  ChecksumMode: z.literal('ENABLED').optional(),
});

/** Their headers, in and out. */
export const objectAnswerHeaders = {
  ...bucketHeaders,
  ...objectHeaders,
  'x-amz-checksum-mode': 'ChecksumMode',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  etag: 'ETag',
  'last-modified': 'LastModified',
};

/** What GetObject answers, and HeadObject without the body. */
export function objectAnswer(object: StoredObject, checksumMode: 'ENABLED' | undefined) {
  return {
    Body: object.body,
    ContentType: object.contentType,
    ContentEncoding: object.contentEncoding,
    ETag: object.etag,
    LastModified: object.modifiedAt,
    ServerSideEncryption: 'AES256',
    ...(checksumMode === 'ENABLED' ? object.checksums : {}),
  };
}
