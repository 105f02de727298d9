/** What Prometheus answered, at its own time. */
export interface Answer {
  readonly value: number;
  readonly time: Date;
}

/**
 * Asks for the one number that `query` gives now (Prometheus' HTTP API, /api/v1/query).
 * @returns undefined when there is no series, or no finite number: there is nothing to say then, and 0 would be a lie
 * @throws an Error with a sentence when Prometheus does not answer, refuses, or gives more than one series
 */
export async function askPrometheus(
  prometheus: URL,
  query: string,
  { timeoutMs = 10_000 } = {},
): Promise<Answer | undefined> {
  const url = new URL('api/v1/query', prometheus);
  url.searchParams.set('query', query);
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${text.slice(0, 200)}`);
  const samples = samplesOf(text);
  if (samples.length > 1) throw new Error(`the query has ${samples.length} series, and one number is published`);
  const [seconds, value] = samples[0] ?? [0, NaN];
  return Number.isFinite(value) ? { value, time: new Date(1000 * seconds) } : undefined;
}

/** The part of the answer that is read. */
interface QueryResponse {
  readonly data?: { readonly resultType?: string; readonly result?: readonly { value: [number, string] }[] };
}

function samplesOf(text: string): [number, number][] {
  const { data }: QueryResponse = JSON.parse(text);
  if (data?.resultType !== 'vector' || data.result === undefined) {
    throw new Error(`Prometheus' answer is no vector: ${text.slice(0, 200)}`);
  }
  return data.result.map(({ value: [seconds, value] }) => [seconds, Number(value)]);
}
