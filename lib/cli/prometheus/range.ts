import { z } from 'zod';

const matrixSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** One series of a range query. What is not a number (NaN, infinities) is left out, so a gap is a missing point. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since 1970 and value, oldest first. */
  readonly points: readonly (readonly [number, number])[];
}

/** Seconds since 1970, and seconds. */
export interface QueryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Prometheus refuses a range query of more points than 11,000; a picture needs far fewer. */
const MOST_POINTS = 2_000;

/** A grid for a span: whole evaluations apart, and ends on it, so that two reports of one time ask the same. */
export function gridOf(span: { readonly from: number; readonly to: number }, evaluationSeconds: number): QueryRange {
  const step = evaluationSeconds * Math.max(1, Math.ceil((span.to - span.from) / evaluationSeconds / MOST_POINTS));
  return { from: Math.floor(span.from / step) * step, to: Math.floor(span.to / step) * step, step };
}

/** What the Prometheus at `baseUrl` answers to a range query; undefined when it does not answer as one. */
export async function queryRange(
  baseUrl: string,
  query: string,
  { from, to, step }: QueryRange,
  timeoutMs = 20_000,
): Promise<RangeSeries[] | undefined> {
  try {
    const body = new URLSearchParams({ query, start: String(from), end: String(to), step: String(step) });
    const response = await fetch(`${baseUrl}/api/v1/query_range`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { data } = matrixSchema.parse(await response.json());
    return data.result.map(({ metric, values }) => ({
      labels: metric,
      points: values
        .map(([time, value]) => [time, Number(value)] as const)
        .filter(([, value]) => Number.isFinite(value)),
    }));
  } catch {
    return undefined;
  }
}
