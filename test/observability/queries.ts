import { parser } from '@prometheus-io/lezer-promql';
import { createMetrics } from '../../app/src/metrics/registry';
import { INCIDENT_METRIC } from '../../lib/slo/history/metric-names';
import { RECORDED } from '../../lib/slo/names';
import { PROBE_METRICS } from '../../observability/prober/src/names';
import { interpolated } from '../_helpers/dashboard-queries';

interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What the tests look at in a dashboard's JSON. */
export interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly datasource?: object;
    readonly gridPos: GridPosition;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
  readonly templating?: { readonly list?: readonly { readonly name: string; readonly query: string }[] };
}

/** What Prometheus' own grammar says of a query: where it is wrong, and which metrics it names. */
export function examined(expr: string): { errors: string[]; metrics: string[] } {
  const text = interpolated(expr);
  const errors: string[] = [];
  const metrics = new Set<string>();
  parser.parse(text).iterate({
    enter({ type, name, from, to, node }) {
      if (type.isError) errors.push(`${from}: ${text.slice(from, from + 20)}`);
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.add(text.slice(from, to));
    },
  });
  return { errors, metrics: [...metrics] };
}

/** Every metric that the lab has: the app's as it renders them, the prober's, what the rules record, Prometheus' own. */
export async function knownMetrics(): Promise<Set<string>> {
  const types = (await createMetrics({ version: 'test', requestsInFlight: () => 0 }).render()).matchAll(
    /^# TYPE (\S+) (\S+)$/gm,
  );
  const own = [...types].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name],
  );
  const prober = Object.values(PROBE_METRICS).flatMap((name) => [
    name,
    `${name}_bucket`,
    `${name}_sum`,
    `${name}_count`,
  ]);
  return new Set([...own, ...prober, ...Object.values(RECORDED), INCIDENT_METRIC, 'up', 'ALERTS']);
}

export function cellsOf({ x, y, w, h }: GridPosition): string[] {
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}
