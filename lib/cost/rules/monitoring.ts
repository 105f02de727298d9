import type { Charge, Rule } from '../model';
import { numberOf, textOf } from '../template';

/** An alarm is paid for each metric that it looks at, and a metric of one's own is paid as well. */
export const alarm: Rule = ({ Properties: properties = {} }, { id, template }) => {
  const metrics = metricsOf(properties);
  const period = Math.min(...metrics.map(({ Period: seconds }) => numberOf(template, seconds) ?? 60));
  const own = metrics.filter(({ Namespace: name }) => typeof name === 'string' && !name.startsWith('AWS/'));
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
  readonly Period?: unknown;
}

function metricsOf(properties: Readonly<Record<string, unknown>>): readonly Metric[] {
  const { Metrics: several }: { Metrics?: readonly { MetricStat?: { Metric?: Metric; Period?: unknown } }[] } =
    properties;
  if (!Array.isArray(several)) return [properties];
  return several.flatMap(({ MetricStat: stat }) => (stat ? [{ ...stat.Metric, Period: stat.Period }] : []));
}
