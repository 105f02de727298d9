import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOCKS, type Clock } from './snapshot';
import type { ChartQuery } from './collect/charts';

/** What the page needs of a Grafana dashboard; the files have more. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly type: string;
  readonly title?: string;
  readonly targets?: readonly {
    readonly expr?: string;
    readonly legendFormat?: string;
    readonly instant?: boolean;
    readonly format?: string;
  }[];
}

export interface PanelQuestion {
  readonly dashboard: string;
  /** Its place in the dashboard's list. */
  readonly panel: number;
  readonly clock: Clock;
  /** Of a row that is repeated for each SLO. */
  readonly slo: string;
}

/** The generated dashboards, the same files that Grafana gets. */
export function readDashboards(folder: string): Dashboard[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dashboard);
}

const SLO_NAME = /^[a-z0-9-]{0,63}$/;

/** Reads `?dashboard=…&panel=…&clock=…&slo=…`; undefined for what no dashboard has. Nobody can have other queries asked. */
export function readPanelQuestion(dashboards: readonly Dashboard[], query: URLSearchParams): PanelQuestion | undefined {
  const [dashboard = '', panel = '', clock = 'class', slo = ''] = ['dashboard', 'panel', 'clock', 'slo'].map(
    (name) => query.get(name) ?? undefined,
  );
  const found = dashboards.find(({ uid }) => uid === dashboard)?.panels[/^\d{1,3}$/.test(panel) ? Number(panel) : -1];
  const known = CLOCKS.find((name) => name === clock);
  if (found === undefined || known === undefined || !SLO_NAME.test(slo)) return undefined;
  return { dashboard, panel: Number(panel), clock: known, slo };
}

export interface PanelQueries {
  readonly queries: readonly ChartQuery[];
  /** A value of now, not a line. */
  readonly instant: boolean;
}

/** A panel's queries with Grafana's variables filled in. */
export function panelQueries(dashboards: readonly Dashboard[], question: PanelQuestion): PanelQueries {
  const { type, targets = [] } = dashboards.find(({ uid }) => uid === question.dashboard)?.panels[question.panel] ?? {
    type: '',
  };
  return {
    instant: type !== 'timeseries',
    queries: targets.map(({ expr = '', legendFormat = '' }) => ({
      expr: filledIn(expr, question),
      legend: legendFormat,
    })),
  };
}

/** `$__rate_interval` is four scrapes, as in Grafana's datasource. */
function filledIn(expr: string, { clock, slo }: PanelQuestion): string {
  return expr
    .replaceAll('$__rate_interval', '20s')
    .replace(/\$\{?clock(:\w+)?\}?/g, clock)
    .replace(/\$\{?slo(:\w+)?\}?/g, slo);
}
