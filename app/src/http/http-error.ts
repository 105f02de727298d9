import type { ErrorCode } from './error-codes';

/** An answer that is an error: `code` for programs, the message for people. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** body-parser's errors by their `type`; their own messages repeat parts of the body. */
const BODY_ERRORS: Readonly<Record<string, () => HttpError>> = {
  'entity.parse.failed': () => new HttpError(400, 'MalformedJson', 'the body is not a JSON object or array'),
  'entity.too.large': bodyTooLarge,
  'encoding.unsupported': () =>
    new HttpError(415, 'UnsupportedEncoding', 'the Content-Encoding is not one of identity, gzip, deflate, br'),
  'charset.unsupported': () => new HttpError(415, 'UnsupportedCharset', 'the charset is not UTF-8, UTF-16 or UTF-32'),
  'request.aborted': () => new HttpError(400, 'RequestAborted', 'the connection ended before the body did'),
};

/** What the client is told about anything that was thrown. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const bodyError = typeof type === 'string' ? BODY_ERRORS[type] : undefined;
  if (bodyError) return bodyError();
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HttpError(status, 'BadRequest', 'the request cannot be understood', { cause: error });
  }
  return new HttpError(500, 'InternalError', 'something broke in the service: the log has the request id', {
    cause: error,
  });
}

export function bodyTooLarge(): HttpError {
  return new HttpError(413, 'BodyTooLarge', 'the body is larger than 100 kB');
}
