import type { Response } from 'express';
import * as z from 'zod';
import { FRESHNESS } from '../metrics/names';
import { StoreUnavailableError } from '../store/errors';
import type { DataAnswer } from '../store/user-directory';
import { HttpError } from './http-error';

/** One of the values of FRESHNESS: whether to believe the data. */
export const FRESHNESS_HEADER = 'x-data-freshness';
/** Whole seconds since the data was read from the store (RFC 9111 §5.1). */
export const AGE_HEADER = 'age';

/** Both headers, as the OpenAPI document tells them. */
export const DATA_HEADERS = {
  'X-Data-Freshness': {
    description:
      'fresh: read for this answer or a moment ago; stale: too old for its SLO; degraded: the store did not answer',
    schema: z.enum(FRESHNESS),
  },
  Age: { description: 'seconds since the data was read from the store', schema: z.int().min(0) },
} as const;

/** Says in the answer's headers what its data is worth, and gives the data. @throws HttpError 503 when there is none */
export async function readData<T>(res: Response, answer: Promise<DataAnswer<T>>): Promise<T> {
  const { value, freshness, ageSeconds } = await answer.catch(refuse);
  res.setHeader(FRESHNESS_HEADER, freshness);
  res.setHeader(AGE_HEADER, Math.floor(ageSeconds));
  return value;
}

function refuse(error: unknown): never {
  if (!(error instanceof StoreUnavailableError)) throw error;
  throw new HttpError(503, 'DatabaseUnavailable', error.message, { cause: error });
}
