import { AwsError } from '../../kernel/aws-error';

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  /** The MD5 of the body, in quotes. */
  readonly etag: string;
  readonly contentType: string;
  readonly contentEncoding?: string;
  /** Checksums that the upload brought, by member name. */
  readonly checksums: Readonly<Record<string, string>>;
  readonly modifiedAt: Date;
}

/** Buckets and what is in them, in memory: gone with the cloud. */
export class S3State {
  private readonly buckets: ReadonlyMap<string, Map<string, StoredObject>>;

  constructor(names: readonly string[]) {
    this.buckets = new Map(names.map((name) => [name, new Map<string, StoredObject>()]));
  }

  /** The bucket's objects by key; throws NoSuchBucket. */
  bucket(name: string): Map<string, StoredObject> {
    const objects = this.buckets.get(name);
    if (objects) return objects;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }

  /** Throws NoSuchBucket or NoSuchKey. */
  object(bucket: string, key: string): StoredObject {
    const found = this.bucket(bucket).get(key);
    if (found) return found;
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  }
}
