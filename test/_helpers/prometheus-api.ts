/** A series of an instant query; the value is Prometheus' text, as JSON has no NaN. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** An alert that is pending or firing; `activeAt` is the evaluation that found it first. */
export interface Alert {
  readonly state: 'pending' | 'firing';
  readonly labels: Readonly<Record<string, string>>;
  readonly activeAt: string;
}

/** The value of an instant query's only series; undefined when there is none. */
export async function queryValue(prometheus: string, expression: string): Promise<number | undefined> {
  const [first] = await query(prometheus, expression);
  return first && Number(first.value[1]);
}

/** An instant query by Prometheus' HTTP API. */
export async function query(prometheus: string, expression: string): Promise<readonly Series[]> {
  const { result } = await ask<{ result: readonly Series[] }>(
    prometheus,
    `query?query=${encodeURIComponent(expression)}`,
  );
  return result;
}

/** Every alert that is pending or firing now, but the dead man's switch, which always does. */
export async function activeAlerts(prometheus: string): Promise<readonly Alert[]> {
  const { alerts } = await ask<{ alerts: readonly Alert[] }>(prometheus, 'alerts');
  return alerts.filter(({ labels }) => labels['kind'] !== 'watchdog');
}

async function ask<Data>(prometheus: string, path: string): Promise<Data> {
  const response = await fetch(`${prometheus}/api/v1/${path}`);
  const { status, data, error } = (await response.json()) as { status: string; data: Data; error?: string };
  if (status !== 'success') throw new Error(`${path}: ${error}`);
  return data;
}
