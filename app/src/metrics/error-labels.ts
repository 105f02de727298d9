import type { ServerResponse } from 'node:http';
import { ERROR_CODES } from '../http/error-codes';
import type { HttpError } from '../http/http-error';
import { notedError } from '../http/json';
import type { Route } from '../routes/route';
import { isCounted } from './counted';
import { CLIENT_CLOSED_STATUS, CONNECTION_BROKEN_STATUS, ERROR_TYPES, type ErrorType, UNMATCHED_ROUTE } from './names';
import type { ErrorLabels, RequestLabels } from './registry';

/** The labels in `app_errors_total` of a request that is over; undefined when it went well. */
export function errorLabels(res: ServerResponse, { route, http_status }: RequestLabels): ErrorLabels | undefined {
  const status = Number(http_status);
  return status < 400 ? undefined : { error_type: errorType(res, status), route };
}

/** The labels of what was answered before there was a request. */
export function refusalLabels({ code }: HttpError): ErrorLabels {
  return { error_type: ERROR_CODES[code], route: UNMATCHED_ROUTE };
}

/** Every series of `app_errors_total`: each counted route with each type. */
export function initialErrorLabels(routes: readonly Route[]): ErrorLabels[] {
  const counted = routes.map(({ path }) => path).filter(isCounted);
  return [...counted, UNMATCHED_ROUTE].flatMap((route) => ERROR_TYPES.map((error_type) => ({ error_type, route })));
}

function errorType(res: ServerResponse, status: number): ErrorType {
  if (status === CLIENT_CLOSED_STATUS) return 'client_closed';
  if (status === CONNECTION_BROKEN_STATUS) return 'connection_broken';
  const error = notedError(res);
  if (error) return ERROR_CODES[error.code];
  return status < 500 ? 'bad_request' : 'internal';
}
