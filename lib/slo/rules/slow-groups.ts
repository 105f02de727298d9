import type { Slo } from '../model';
import { RECORDED } from '../names';
import { selectSlo } from './counters';
import type { RuleGroup } from './rule';
import { constantRules } from './windows';

/** How often the counters are noted for a Prometheus that was away for long: what happened after the last note is lost. */
const CHECKPOINT_SECONDS = 600;

/** Well within the 5 minutes that Prometheus looks back. */
const CONSTANTS_SECONDS = 60;

/** What need not be evaluated at each cycle. */
export function slowGroups(slo: Slo): RuleGroup[] {
  const checkpoint = {
    record: RECORDED.checkpoint,
    labels: { slo: slo.name },
    expr: `max by (objective, event) (${RECORDED.events}{${selectSlo(slo)}})`,
  };
  return [
    { name: `slo-${slo.name}-constants`, intervalSeconds: CONSTANTS_SECONDS, rules: constantRules(slo) },
    { name: `slo-${slo.name}-checkpoints`, intervalSeconds: CHECKPOINT_SECONDS, rules: [checkpoint] },
  ];
}
