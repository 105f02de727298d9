import type { Slo } from '../model';
import { RECORDED } from '../names';
import { selectSlos } from './counters';
import type { RuleGroup } from './rule';
import { constantRules } from './windows';

/** How often the counters are noted for a Prometheus that was away for long: what happened after the last note is lost. */
const CHECKPOINT_SECONDS = 600;

/** Well within the 5 minutes that Prometheus looks back. */
const CONSTANTS_SECONDS = 60;

/** What need not be evaluated at each cycle. */
export function slowGroups(name: string, slos: readonly Slo[]): RuleGroup[] {
  const checkpoint = {
    record: RECORDED.checkpoint,
    labels: {},
    expr: `max by (slo, objective, event) (${RECORDED.events}{${selectSlos(slos)}})`,
  };
  return [
    { name: `slo-${name}-constants`, intervalSeconds: CONSTANTS_SECONDS, rules: slos.flatMap(constantRules) },
    { name: `slo-${name}-checkpoints`, intervalSeconds: CHECKPOINT_SECONDS, rules: [checkpoint] },
  ];
}
