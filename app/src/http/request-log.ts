import type { Request, Response } from 'express';
import type { Logger } from '../log';
import type { RequestLabels } from '../metrics/registry';
import type { HttpError } from './http-error';
import { notedError } from './json';
import { requestIdOf } from './request-id';

const MAX_URL = 500;

export interface RequestOutcome {
  readonly req: Request;
  readonly res: Response;
  readonly labels: RequestLabels;
  readonly seconds: number;
  readonly counted: boolean;
}

/**
 * One line for each request that is over. `error`: the service failed; `warn`: the request was wrong, or its client left;
 * `info`: it went well; `debug`: a probe, or a lever of the lab, that went well.
 */
export function logRequest(logger: Logger, { req, res, labels, seconds, counted }: RequestOutcome): void {
  const error = notedError(res);
  const fields = {
    requestId: requestIdOf(res),
    method: req.method,
    url: req.url.slice(0, MAX_URL),
    route: labels.route,
    http_status: labels.http_status,
    seconds: Math.round(seconds * 1e6) / 1e6,
  };
  const level = levelOf(Number(labels.http_status), counted);
  if (error === undefined) logger[level](fields, 'request');
  // Only of what nobody meant to throw: every other code says what there is to know.
  else if (error.code === 'InternalError')
    logger[level]({ ...fields, code: error.code, error: error.cause }, 'request');
  else logger[level]({ ...fields, code: error.code }, 'request');
}

/** One line for what was answered before there was a request. */
export function logRefusal(logger: Logger, { status, code }: HttpError, requestId: string): void {
  logger.warn({ requestId, http_status: String(status), code }, 'refused what is not a request');
}

function levelOf(status: number, counted: boolean): keyof Logger {
  if (status >= 500) return counted ? 'error' : 'warn';
  if (status >= 400) return 'warn';
  return counted ? 'info' : 'debug';
}
