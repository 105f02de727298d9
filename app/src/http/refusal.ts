import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error';

/** What HTTP itself forbids in a request that the parser took; `undefined` when there is nothing. */
export function refusalOf({ headers, httpVersion }: IncomingMessage): HttpError | undefined {
  // RFC 9112 §3.2
  if (headers.host === undefined && httpVersion === '1.1') {
    return new HttpError(400, 'MissingHost', 'an HTTP/1.1 request needs a Host header');
  }
  // RFC 9110 §10.1.1
  if (headers.expect !== undefined && !headers.expect.toLowerCase().includes('100-continue')) {
    return new HttpError(417, 'UnknownExpectation', 'the only Expect is 100-continue');
  }
  return undefined;
}
