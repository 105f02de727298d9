import type { Response } from 'express';
import { StoreUnavailableError } from '../store/errors';
import type { DataAnswer } from '../store/user-directory';
import { HttpError } from './http-error';

/** One of the values of FRESHNESS: whether to believe the data. */
export const FRESHNESS_HEADER = 'x-data-freshness';
/** Whole seconds since the data was read from the store (RFC 9111 §5.1). */
export const AGE_HEADER = 'age';

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
