import { DAY_SECONDS, DENSE_SECONDS, DENSE_STEP_SECONDS, STEP_SECONDS, type HistoryOptions } from './options';

/** When the history has samples, in seconds since 1970, ascending: every minute, and every 5 s in the last six hours. */
export function sampleTimes({ days, endSeconds }: Pick<HistoryOptions, 'days' | 'endSeconds'>): Float64Array {
  const sparse = (days * DAY_SECONDS - DENSE_SECONDS) / STEP_SECONDS;
  const dense = DENSE_SECONDS / DENSE_STEP_SECONDS;
  const denseFrom = endSeconds - DENSE_SECONDS;
  return Float64Array.from({ length: sparse + dense + 1 }, (_, index) =>
    index < sparse ? denseFrom - (sparse - index) * STEP_SECONDS : denseFrom + (index - sparse) * DENSE_STEP_SECONDS,
  );
}
