import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../../app/src/metrics/names';
import { HISTORY_METRICS, INCIDENT_METRIC } from '../../lib/slo/history/metric-names';
import { SYNTHETIC } from '../../lib/slo/history/options';
import { COLOUR, DATASOURCE } from './house-style';

/** One kind of mark on every panel over time; an expression is marked for as long as it has a series above 0. */
interface Mark {
  readonly name: string;
  readonly colour: string;
  readonly expr: string;
  readonly title: string;
  readonly text: string;
}

const SOURCE = `source="${SYNTHETIC.source}"`;
const APP = 'job="sre-app"';

const MARKS: readonly Mark[] = [
  {
    name: 'Synthetic history',
    colour: COLOUR.synthetic,
    expr: `group(${HISTORY_METRICS.requests}{${SOURCE}})`,
    title: 'Synthetic history',
    text: 'Nothing of this was measured: it was made by lab backfill',
  },
  {
    name: 'Synthetic incidents',
    colour: COLOUR.synthetic,
    expr: `max by (incident, summary) (${INCIDENT_METRIC})`,
    title: 'Synthetic incident: {{incident}}',
    text: '{{summary}}',
  },
  {
    name: 'Faults',
    colour: COLOUR.fault,
    expr: `sum by (type, route) (${METRICS.chaosFaultStrength}) > 0`,
    title: 'Fault: {{type}}',
    text: 'injected on {{route}}',
  },
  {
    name: 'Deployments',
    colour: COLOUR.deployment,
    expr: `group by (version) (${METRICS.buildInfo}) unless group by (version) (${METRICS.buildInfo} offset 1m)`,
    title: 'Deployment',
    text: 'version {{version}}',
  },
  {
    name: 'Task stops',
    colour: COLOUR.stop,
    expr: `group by (instance) (up{${APP}} offset 30s == 1) unless group by (instance) (up{${APP}} == 1)`,
    title: 'Task stop',
    text: 'the task at {{instance}} answers no more',
  },
];

/** What the panels over time are to be read with. */
export function annotations(): AnnotationQueryBuilder[] {
  return MARKS.map(({ name, colour, expr, title, text }) =>
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(DATASOURCE)
      .enable(true)
      .iconColor(colour)
      .expr(expr)
      .titleFormat(title)
      .textFormat(text),
  );
}
