import { AwsError } from '../../kernel/aws-error';

/**
 * The content encoding `aws-chunked` without chunk signatures (S3, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"): the body's
 * bytes, and the trailing headers. Throws IncompleteBody for anything that is not well formed to its end.
 */
export function decodeAwsChunked(encoded: Buffer): { body: Buffer; trailers: Readonly<Record<string, string>> } {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = encoded.indexOf('\r\n', at);
    if (end < 0) throw incomplete();
    const text = encoded.subarray(at, end).toString('latin1');
    at = end + 2;
    return text;
  };
  for (;;) {
    const [size] = /^[0-9a-fA-F]{1,8}$/.exec(line()) ?? [];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    if (at + length > encoded.length) throw incomplete();
    chunks.push(encoded.subarray(at, at + length));
    at += length;
    if (line() !== '') throw incomplete();
  }
  const trailers: Record<string, string> = {};
  for (let text = at < encoded.length ? line() : ''; text !== ''; text = at < encoded.length ? line() : '') {
    const [name = '', value = ''] = text.split(/:(.*)/s, 2);
    trailers[name.trim().toLowerCase()] = value.trim();
  }
  return { body: Buffer.concat(chunks), trailers };
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body is not well-formed aws-chunked content');
}
