import { dashboardFiles } from '../../observability/dashboards/generate';
import { query } from './prometheus-api';

/** What is looked at in a dashboard's JSON to ask its queries. */
export interface DashboardQueries {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
}

export interface PanelQuery {
  /** The panel's title, or the annotation's name. */
  readonly of: string;
  readonly kind: 'panel' | 'annotation';
  readonly expr: string;
}

/** Every query of a dashboard. */
export function queriesOf({ panels, annotations }: DashboardQueries): PanelQuery[] {
  return [
    ...panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ of: title, kind: 'panel' as const, expr })),
    ),
    ...annotations.list.map(({ name, expr }) => ({ of: name, kind: 'annotation' as const, expr })),
  ];
}

/** A query as Grafana sends it. */
export function interpolated(expr: string, { clock = 'class', slo = 'availability' } = {}): string {
  return expr.replaceAll('$clock', clock).replaceAll('$slo', slo).replaceAll('$__rate_interval', '20s');
}

/** Asks the panels' queries of every dashboard as Grafana does: on both clocks, for every SLO that has the clock. */
export async function askPanels(prometheus: string): Promise<{ asked: number; withoutData: string[] }> {
  const withoutData = new Set<string>();
  let asked = 0;
  for (const clock of ['class', 'real']) {
    const slos = await query(prometheus, `group by (slo) (slo:info{clock="${clock}"})`);
    const names = slos.map(({ metric }) => metric['slo']!);
    for (const [file, content] of Object.entries(dashboardFiles()))
      for (const { of, kind, expr } of queriesOf(JSON.parse(content) as DashboardQueries))
        for (const slo of expr.includes('$slo') ? names : [undefined]) {
          // An annotation without data is a day on which nothing happened.
          if (kind === 'annotation') continue;
          const text = interpolated(expr, { clock, ...(slo && { slo }) });
          const series = await query(prometheus, text);
          asked += 1;
          const isGood = series.length > 0 && series.every(({ value }) => value[1] !== 'NaN');
          if (!isGood) withoutData.add(`${file}, ${of}: ${text}`);
        }
  }
  return { asked, withoutData: [...withoutData] };
}

/** The first query of a panel, as Grafana sends it. */
export function panelQuery(file: string, title: string): string {
  const dashboard = JSON.parse(dashboardFiles()[file]!) as DashboardQueries;
  return interpolated(queriesOf(dashboard).find(({ of }) => of === title)!.expr);
}
