import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it must be seen to check its signature (AWS Signature Version 4, "Create a signed AWS API request"). */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface CredentialScope {
  readonly accessKeyId: string;
  /** `20261121` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export interface Authorization {
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** What S3, and S3 alone, takes instead of the body's hash. */
const UNSIGNED_PAYLOADS = new Set(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER']);

/** How far a request's clock may be off, in milliseconds. */
export const MAXIMUM_SKEW = 5 * 60_000;

/** Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; undefined when it is not one. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header ?? '');
  if (!match) return undefined;
  const parts = Object.fromEntries(match[1]!.split(',').map((part) => part.trim().split(/=(.*)/s, 2)));
  const [accessKeyId, date, region, service, terminator] = String(parts.Credential ?? '').split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') return undefined;
  if (!parts.SignedHeaders || !/^[0-9a-f]{64}$/.test(parts.Signature ?? '')) return undefined;
  return {
    scope: { accessKeyId, date, region, service },
    signedHeaders: String(parts.SignedHeaders).split(';'),
    signature: parts.Signature as string,
  };
}

/** True when the request was signed with this secret, and everything that matters is under the signature. */
export function signatureMatches(
  request: SignedRequest,
  authorization: Authorization,
  secretAccessKey: string,
): boolean {
  if (!authorization.signedHeaders.includes('host')) return false;
  const { date, region, service } = authorization.scope;
  const claimedHash = request.headers['x-amz-content-sha256'];
  const bodyHash = sha256(request.body);
  const isUnsigned = service === 's3' && UNSIGNED_PAYLOADS.has(claimedHash ?? '');
  if (claimedHash !== undefined && claimedHash !== bodyHash && !isUnsigned) return false;
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'] ?? '',
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest(request, authorization, claimedHash ?? bodyHash)),
  ].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return timingSafeEqual(hmac(key, stringToSign), Buffer.from(authorization.signature, 'hex'));
}

/** Milliseconds since the epoch from `20261121T050000Z`, or undefined. */
export function parseAmzDate(value: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value ?? '');
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, ...number[]];
  return Date.UTC(year, month! - 1, day, hour, minute, second);
}

function canonicalRequest(request: SignedRequest, authorization: Authorization, bodyHash: string): string {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s, 2);
  return [
    request.method,
    authorization.scope.service === 's3' ? path : path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...authorization.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    authorization.signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
