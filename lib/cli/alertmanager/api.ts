import { z } from 'zod';

const labels = z.record(z.string(), z.string());

const alertsSchema = z.array(
  z.object({
    labels,
    receivers: z.array(z.object({ name: z.string() })),
    status: z.object({
      state: z.enum(['active', 'suppressed', 'unprocessed']),
      inhibitedBy: z.array(z.string()),
      silencedBy: z.array(z.string()),
    }),
  }),
);

/** The alert of the dead man's switch (observability/prometheus/rules/watchdog.yml). */
export const WATCHDOG = 'Watchdog';

/** One alert that Alertmanager knows. */
export interface Alert {
  readonly name: string;
  /** `P0` to `P3`; null for one that has none. */
  readonly severity: string | null;
  /** What it is about, in a few words: objective and clock, where it has them. */
  readonly about: string;
  /** Who is told of it, or would be: names of Alertmanager's configuration. */
  readonly receivers: readonly string[];
  readonly state: 'active' | 'inhibited' | 'silenced' | 'unprocessed';
  readonly labels: Readonly<Record<string, string>>;
}

/** The alerts of the Alertmanager at `baseUrl`, most severe first; undefined when it does not answer as one. */
export async function fetchAlerts(baseUrl: string, timeoutMs = 2_000): Promise<Alert[] | undefined> {
  try {
    const response = await fetch(`${baseUrl}/api/v2/alerts`, { signal: AbortSignal.timeout(timeoutMs) });
    const alerts = alertsSchema.parse(await response.json()).map(({ labels: all, receivers, status }) => ({
      name: all['alertname'] ?? 'unknown',
      severity: all['severity'] ?? null,
      about: [all['slo'], all['objective'], clockOf(all)].filter(Boolean).join(' '),
      receivers: receivers.map(({ name }) => name),
      state: stateOf(status),
      labels: all,
    }));
    return alerts.sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'en'));
  } catch {
    return undefined;
  }
}

function clockOf({ clock }: Readonly<Record<string, string>>): string {
  if (clock === undefined) return '';
  return { class: 'class hour', real: 'real month' }[clock] ?? clock;
}

function stateOf({ state, inhibitedBy }: z.output<typeof alertsSchema>[number]['status']): Alert['state'] {
  if (state !== 'suppressed') return state;
  return inhibitedBy.length > 0 ? 'inhibited' : 'silenced';
}

function orderOf({ severity, name, about }: Omit<Alert, 'receivers'>): string {
  return `${severity ?? 'P9'} ${name} ${about}`;
}
