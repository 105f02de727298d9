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
