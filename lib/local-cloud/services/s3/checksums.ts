import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../kernel/aws-error';

const ALGORITHMS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  CRC32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes;
  },
  SHA1: (body) => createHash('sha1').update(body).digest(),
  SHA256: (body) => createHash('sha256').update(body).digest(),
};

/** The checksums that an upload brought, by member name; throws BadDigest for one that is wrong. */
export function verifiedChecksums(body: Buffer, input: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(ALGORITHMS).flatMap(([name, digest]) => {
    const claimed = input[`Checksum${name}`];
    if (typeof claimed !== 'string') return [];
    if (claimed === digest(body).toString('base64')) return [[`Checksum${name}`, claimed] as const];
    throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  });
  return Object.fromEntries(given);
}

/** The body's MD5 in hex; throws BadDigest when the caller says another one (in base64). */
export function verifiedMd5(body: Buffer, claimed: string | undefined): string {
  const digest = createHash('md5').update(body).digest();
  if (claimed === undefined || claimed === digest.toString('base64')) return digest.toString('hex');
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}
