import type { ErrorType } from '../metrics/names';

/** Every code that an error answer can carry, and the family that `app_errors_total` counts it in. */
export const ERROR_CODES = {
  BadRequest: 'bad_request',
  InvalidInput: 'bad_request',
  MalformedJson: 'bad_request',
  MalformedRequest: 'bad_request',
  MalformedUrl: 'bad_request',
  MissingHost: 'bad_request',
  UnknownExpectation: 'bad_request',
  NotFound: 'not_found',
  MethodNotAllowed: 'method_not_allowed',
  BodyTooLarge: 'too_large',
  HeadersTooLarge: 'too_large',
  UnsupportedCharset: 'unsupported_media',
  UnsupportedEncoding: 'unsupported_media',
  UnsupportedMediaType: 'unsupported_media',
  RequestTimeout: 'timeout',
  RequestAborted: 'client_closed',
  RequestedClientError: 'requested_failure',
  RequestedFailure: 'requested_failure',
  RiskyFailure: 'requested_failure',
  Stopping: 'unavailable',
  InternalError: 'internal',
} as const satisfies Readonly<Record<string, ErrorType>>;

export type ErrorCode = keyof typeof ERROR_CODES;
