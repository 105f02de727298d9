import type { Sampling, Slo } from '../model';
import { absenceAlert } from './absence-alert';
import { burnAlerts } from './burn-alerts';
import { eventRules } from './events';
import type { RuleGroup } from './rule';
import { slowGroups } from './slow-groups';
import { budgetRules, windowRules } from './windows';

/** Everything that Prometheus evaluates for one SLO: what it records, in the order in which it builds on itself, and alerts. */
export function sloRules(slo: Slo, sampling: Sampling): RuleGroup[] {
  return [
    {
      name: `slo-${slo.name}`,
      intervalSeconds: undefined,
      rules: [
        ...eventRules(slo, sampling),
        ...windowRules(slo),
        ...budgetRules(slo),
        ...burnAlerts(slo),
        absenceAlert(slo),
      ],
    },
    ...slowGroups(slo),
  ];
}
