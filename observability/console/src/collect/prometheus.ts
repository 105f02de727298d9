import { askJson } from './get-json';

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** Seconds since the epoch with the value at that time. */
export interface Series {
  readonly labels: Labels;
  readonly values: readonly (readonly [number, number])[];
}

export interface ActiveTarget {
  readonly labels: Labels;
  readonly health: string;
  readonly lastError: string;
}

export interface ActiveAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: string;
  readonly activeAt: string;
}

export interface AlertRule {
  readonly name: string;
  readonly query: string;
  readonly labels: Labels;
}

/** The HTTP API of the lab's Prometheus; every function rejects with a sentence. */
export interface Prometheus {
  instant(query: string): Promise<Sample[]>;
  range(query: string, span: { readonly from: number; readonly to: number; readonly step: number }): Promise<Series[]>;
  targets(): Promise<ActiveTarget[]>;
  alerts(): Promise<ActiveAlert[]>;
  alertRules(): Promise<AlertRule[]>;
}

export function createPrometheus(base: URL): Prometheus {
  const get = async <T>(path: string, parameters: Record<string, string> = {}): Promise<T> => {
    const url = new URL(path, base);
    url.search = new URLSearchParams(parameters).toString();
    const { data } = (await askJson(url)) as { data: T };
    return data;
  };
  return {
    async instant(query) {
      const { result } = await get<{ result: { metric: Labels; value: [number, string] }[] }>('/api/v1/query', {
        query,
      });
      return result.map(({ metric, value }) => ({ labels: metric, value: numberOf(value[1]) }));
    },
    async range(query, { from, to, step }) {
      const { result } = await get<{ result: { metric: Labels; values: [number, string][] }[] }>(
        '/api/v1/query_range',
        {
          query,
          start: String(from),
          end: String(to),
          step: String(step),
        },
      );
      return result.map(({ metric, values }) => ({
        labels: metric,
        values: values.map(([time, value]) => [time, numberOf(value)] as const),
      }));
    },
    async targets() {
      return (await get<{ activeTargets: ActiveTarget[] }>('/api/v1/targets', { state: 'active' })).activeTargets;
    },
    async alerts() {
      const { alerts } = await get<{ alerts: ActiveAlert[] }>('/api/v1/alerts');
      // The dead man's switch always fires, and tells nobody anything but Alertmanager.
      return alerts.filter(({ labels }) => labels['kind'] !== 'watchdog');
    },
    async alertRules() {
      const { groups } = await get<{ groups: { rules: AlertRule[] }[] }>('/api/v1/rules', { type: 'alert' });
      return groups.flatMap(({ rules }) => rules);
    },
  };
}

/** Prometheus writes infinity as Go does. */
function numberOf(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}
