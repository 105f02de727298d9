/** The value of an instant query's only series; undefined when there is none. */
export async function queryValue(prometheus: string, expression: string): Promise<number | undefined> {
  const [first] = await query(prometheus, expression);
  return first && Number(first.value[1]);
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** An instant query by Prometheus' HTTP API. */
export async function query(prometheus: string, expression: string): Promise<readonly Series[]> {
  const response = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const { status, data, error } = (await response.json()) as {
    status: string;
    data: { result: Series[] };
    error?: string;
  };
  if (status !== 'success') throw new Error(`${expression}: ${error}`);
  return data.result;
}

/** The seed's success rate, word for word. */
export const SUCCESS_RATE = `sum(rate(http_requests_total{http_status=~"2.."}[5m]))
/
clamp_min(sum(rate(http_requests_total[5m])), 0.00001)`;

/** The seed's error rate, word for word. */
export const ERROR_RATE = `sum(rate(http_requests_total{http_status!~"2.."}[5m]))`;
