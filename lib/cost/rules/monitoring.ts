import type { Charge, Rule } from '../model';
import { numberOf, resourcesOf, textOf, type Template } from '../template';

/** An alarm is paid for each metric that it looks at, and a metric of one's own is paid as well. */
export const alarm: Rule = ({ Properties: properties = {} }, { id, template }) => {
  const metrics = metricsOf(properties);
  const period = Math.min(...metrics.map(({ Period: seconds }) => numberOf(template, seconds) ?? 60));
  const own = metrics.filter((metric) => isOwn(metric) && firstToLookAt(metric, template) === id);
  const charges: Charge[] = [
    {
      what: id,
      price: period < 60 ? 'high-resolution alarm' : 'alarm',
      quantity: Math.max(1, metrics.length),
      basis: 'fixed',
    },
    ...own.map(({ Namespace: namespace, MetricName: name }): Charge => {
      return {
        what: `${textOf(namespace, id)}: ${textOf(name, 'a metric')}`,
        price: 'custom metric',
        quantity: 1,
        basis: 'fixed',
      };
    }),
  ];
  return { charges };
};

export const compositeAlarm: Rule = (_resource, { id }) => ({
  charges: [{ what: id, price: 'composite alarm', quantity: 1, basis: 'fixed' }],
});

/** Target tracking makes an alarm for more and one for less, which count as any other; step scaling brings its own. */
export const scalingPolicy: Rule = ({ Properties: properties = {} }, { id }) => {
  if (properties['PolicyType'] !== 'TargetTrackingScaling') return { charges: [] };
  return { charges: [{ what: `${id}: above and below`, price: 'alarm', quantity: 2, basis: 'fixed' }] };
};

interface Metric {
  readonly Namespace?: unknown;
  readonly MetricName?: unknown;
  readonly Dimensions?: unknown;
  readonly Period?: unknown;
}

function isOwn({ Namespace: name }: Metric): boolean {
  return typeof name === 'string' && !name.startsWith('AWS/');
}

/** A metric is paid once, however many alarms look at it. */
function firstToLookAt(metric: Metric, template: Template): string | undefined {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').find(([, { Properties: properties = {} }]) =>
    metricsOf(properties).some((other) => keyOf(other) === keyOf(metric)),
  )?.[0];
}

function keyOf({ Namespace: namespace, MetricName: name, Dimensions: dimensions }: Metric): string {
  return JSON.stringify([namespace, name, dimensions]);
}

function metricsOf(properties: Readonly<Record<string, unknown>>): readonly Metric[] {
  const { Metrics: several }: { Metrics?: readonly { MetricStat?: { Metric?: Metric; Period?: unknown } }[] } =
    properties;
  if (!Array.isArray(several)) return [properties];
  return several.flatMap(({ MetricStat: stat }) => (stat ? [{ ...stat.Metric, Period: stat.Period }] : []));
}
