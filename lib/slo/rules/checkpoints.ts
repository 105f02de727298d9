import type { Slo } from '../model';
import { RECORDED } from '../names';
import { selectSlo } from './counters';
import type { RuleGroup } from './rule';

/** How often the counters are noted for a Prometheus that was away for long: what happened after the last note is lost. */
export const CHECKPOINT_SECONDS = 600;

export function checkpointGroup(slo: Slo): RuleGroup {
  return {
    name: `slo-${slo.name}-checkpoints`,
    intervalSeconds: CHECKPOINT_SECONDS,
    rules: [
      {
        record: RECORDED.checkpoint,
        labels: { slo: slo.name },
        expr: `max by (objective, event) (${RECORDED.events}{${selectSlo(slo)}})`,
      },
    ],
  };
}
