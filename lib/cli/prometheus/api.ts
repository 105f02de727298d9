import { z } from 'zod';

const targetsSchema = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({
        scrapeUrl: z.string(),
        labels: z.record(z.string(), z.string()),
        health: z.enum(['up', 'down', 'unknown']),
        lastError: z.string(),
      }),
    ),
  }),
});

/** One scrape target. */
export interface Target {
  readonly job: string;
  /** `10.0.0.5:5000` */
  readonly address: string;
  readonly health: 'up' | 'down' | 'unknown';
  /** Empty while all is well. */
  readonly lastError: string;
}

/** The active targets of the Prometheus at `baseUrl`; undefined when it does not answer as one. */
export async function fetchTargets(baseUrl: string, timeoutMs = 2_000): Promise<Target[] | undefined> {
  try {
    const response = await fetch(`${baseUrl}/api/v1/targets?state=active`, { signal: AbortSignal.timeout(timeoutMs) });
    const { data } = targetsSchema.parse(await response.json());
    return data.activeTargets.map(({ scrapeUrl, labels, health, lastError }) => ({
      job: labels['job'] ?? 'unknown',
      address: new URL(scrapeUrl).host,
      health,
      lastError,
    }));
  } catch {
    return undefined;
  }
}

const alertsSchema = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
        state: z.enum(['pending', 'firing']),
        activeAt: z.string(),
      }),
    ),
  }),
});

/** One alert that is pending or fires. */
export interface Alert {
  readonly name: string;
  readonly state: 'pending' | 'firing';
  readonly labels: Readonly<Record<string, string>>;
  /** One sentence; empty when the rule has none. */
  readonly summary: string;
  /** When its condition became true, ISO 8601. */
  readonly activeAt: string;
}

/** The alerts of the Prometheus at `baseUrl`, without the one that always fires; undefined when it does not answer as one. */
export async function fetchAlerts(baseUrl: string, timeoutMs = 2_000): Promise<Alert[] | undefined> {
  try {
    const response = await fetch(`${baseUrl}/api/v1/alerts`, { signal: AbortSignal.timeout(timeoutMs) });
    const { data } = alertsSchema.parse(await response.json());
    const real = data.alerts.filter(({ labels }) => labels['kind'] !== 'watchdog');
    return real.map(({ labels, annotations, state, activeAt }) => ({
      name: labels['alertname'] ?? 'unknown',
      state,
      labels,
      summary: annotations['summary'] ?? '',
      activeAt,
    }));
  } catch {
    return undefined;
  }
}

const vectorSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** One element of an instant query's answer. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * What the Prometheus at `baseUrl` answers to an instant query; undefined when it does not answer as one.
 * @param time seconds since 1970; the server's now unless given
 */
export async function queryInstant(
  baseUrl: string,
  query: string,
  timeoutMs = 5_000,
  time?: number,
): Promise<Sample[] | undefined> {
  try {
    const parameters = { query, ...(time === undefined ? {} : { time: String(time) }) };
    const url = `${baseUrl}/api/v1/query?${new URLSearchParams(parameters).toString()}`;
    const { data } = vectorSchema.parse(await (await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })).json());
    return data.result.map(({ metric, value }) => ({ labels: metric, value: numberOf(value[1]) }));
  } catch {
    return undefined;
  }
}

/** Prometheus writes infinity as Go does. */
function numberOf(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}
