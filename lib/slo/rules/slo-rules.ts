import type { Sampling, Slo } from '../model';
import { absenceAlert } from './absence-alert';
import { burnAlerts } from './burn-alerts';
import { eventRules } from './events';
import type { RuleGroup } from './rule';
import { slowGroups } from './slow-groups';
import { budgetRules, windowRules } from './windows';

/** SLOs whose rules lie in one file and are evaluated together. */
export interface SloSet {
  /** Such as `sre-app`, or `sre-app.2`: unique among the sets. */
  readonly name: string;
  readonly slos: readonly Slo[];
}

/** A group is evaluated rule after rule, on one core: so many SLOs take it well under a second. */
const MOST_SLOS = 20;

/** The SLOs of each service, in sets that Prometheus can evaluate side by side. */
export function sloSets(slos: readonly Slo[]): SloSet[] {
  return [...new Set(slos.map(({ service }) => service))].flatMap((service) => {
    const ofService = slos.filter((slo) => slo.service === service);
    return Array.from({ length: Math.ceil(ofService.length / MOST_SLOS) }, (_, index) => ({
      // Names of services have no dot.
      name: index === 0 ? service : `${service}.${index + 1}`,
      slos: ofService.slice(index * MOST_SLOS, (index + 1) * MOST_SLOS),
    }));
  });
}

/**
 * Everything that Prometheus evaluates for some SLOs: what it records, in the order in which it builds on itself, and
 * alerts. All in one group, at one moment: what is built on is never an evaluation old.
 */
export function sloRules({ name, slos }: SloSet, sampling: Sampling): RuleGroup[] {
  return [
    {
      name: `slo-${name}`,
      intervalSeconds: undefined,
      rules: [
        ...eventRules(slos, sampling),
        ...windowRules(slos),
        ...budgetRules(slos),
        ...slos.flatMap(burnAlerts),
        ...slos.map(absenceAlert),
      ],
    },
    ...slowGroups(name, slos),
  ];
}
