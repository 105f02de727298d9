import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';

/** One request as it is written to a socket. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly framing: 'length' | 'chunked' | 'none' | 'wrong';
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT', 'BREW'];
const PATHS = [
  '/',
  '/fail',
  '/risky',
  '/metrics',
  '/openapi.json',
  '/favicon.ico',
  '/api/echo',
  '/api/error',
  '/api/match',
  '/api/users',
  '/health/liveness',
  '/health/readiness',
];

/** Any character that a byte can be: what is sent as latin1 is what is received. */
const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCodePoint(code)) });
const visible = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCodePoint(code)) });

const query = fc.oneof(
  fc.constantFrom('', '?', '?type=client', '?type=server', '?type=client&type=x', '?__proto__=1', '?a[b]=c', '?%zz'),
  visible.map((text) => `?${text}`),
);
const target = fc
  .oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...PATHS), query).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...PATHS), visible).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: fc.webPath().map((path) => `/${path}`) },
    { weight: 1, arbitrary: visible.map((text) => `/${text}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('*', '//', '/%', '/%00', '/../..', 'http://lab/', 'x://lab', '/__proto__'),
    },
  )
  // What ends the process or breaks it on purpose is no part of this.
  .filter((text) => !/kill|chaos/i.test(text));

const header = fc.oneof(
  fc.constantFrom<[string, string]>(
    ['Content-Type', 'application/json'],
    ['Content-Type', 'application/json; charset=utf-16'],
    ['Content-Type', 'application/json; charset=klingon'],
    ['Content-Type', 'text/plain'],
    ['Content-Type', ';;;'],
    ['Content-Encoding', 'gzip'],
    ['Content-Encoding', 'br'],
    ['Content-Encoding', 'rot13'],
    ['Expect', '100-continue'],
    ['Expect', 'tea'],
    ['Connection', 'close'],
    ['Connection', 'keep-alive, upgrade'],
    ['Upgrade', 'websocket'],
    ['Host', 'other'],
    ['X-Request-Id', 'lesson-1'],
    ['X-Request-Id', '"}{'],
    ['Accept', 'text/html'],
    ['If-None-Match', '*'],
    ['Range', 'bytes=0-1'],
    ['Cookie', '__proto__=1'],
    ['Transfer-Encoding', 'gzip'],
  ),
  fc.tuple(visible, bytes),
  fc.integer({ min: 1, max: 20_000 }).map((length): [string, string] => ['X-Long', 'x'.repeat(length)]),
);

const body = fc.oneof(
  fc.constant(''),
  fc.json(),
  fc.record({ resume: fc.string(), jobDescription: fc.string() }).map((value) => JSON.stringify(value)),
  fc.json().map((text) => gzipSync(text).toString('latin1')),
  fc.integer({ min: 1, max: 2000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 100_000, max: 110_000 }).map((length) => `["${'x'.repeat(length)}"]`),
  bytes,
);

const request: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...METHODS) }, { weight: 1, arbitrary: visible }),
  target,
  headers: fc.array(header, { maxLength: 5 }),
  body: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 2, arbitrary: body }),
  framing: fc.oneof(
    { weight: 6, arbitrary: fc.constant('length' as const) },
    { weight: 3, arbitrary: fc.constantFrom('chunked' as const, 'none' as const, 'wrong' as const) },
  ),
});

/** What one connection sends, all at once. */
export const pipelines: fc.Arbitrary<readonly RawRequest[]> = fc.array(request, { minLength: 1, maxLength: 5 });

/** The request as it goes over the wire, each character a byte. */
export function wireText({ method, target: path, headers, body: content, framing }: RawRequest): string {
  const all = [
    ...(headers.some(([name]) => name === 'Host') ? [] : [['Host', 'lab'] as const]),
    ...headers,
    ...framingHeaders(framing, content),
  ];
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${path} HTTP/1.1\r\n${lines}\r\n${framing === 'chunked' ? chunked(content) : content}`;
}

function framingHeaders(framing: RawRequest['framing'], content: string): readonly (readonly [string, string])[] {
  if (framing === 'chunked') return [['Transfer-Encoding', 'chunked']];
  if (framing === 'wrong') return [['Content-Length', String(content.length + 7)]];
  return framing === 'length' && content !== '' ? [['Content-Length', String(content.length)]] : [];
}

function chunked(content: string): string {
  return content === '' ? '0\r\n\r\n' : `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;
}
