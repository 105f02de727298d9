import { refusalsOf } from '../../scenarios/index';
import type { Clock } from '../../slo/model';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';
import { fetchSloStates } from '../prometheus/slo-state';
import { gatherServices } from '../status/gather';
import { noLab, reachLab } from '../status/reach-lab';
import { urlsOf } from '../status/urls';
import { budgetsLeft, recordOverride, type PolicyReport } from './policy';

/** Asks Prometheus for the budgets, and the policy what they allow; an override that was needed is recorded. */
export async function askPolicy(
  context: Pick<CommandContext, 'root' | 'environment' | 'progress'>,
  which: WhichLab,
  asked: {
    readonly clock: Clock['name'];
    readonly slo: string | undefined;
    readonly override: PolicyReport['override'];
  },
): Promise<PolicyReport> {
  const lab = await reachLab(context, which);
  const services = await gatherServices(lab.api, lab.cluster);
  if (services.length === 0) throw noLab(lab);
  const { prometheus } = urlsOf(services);
  const states = prometheus === null ? [] : ((await fetchSloStates(prometheus)) ?? []);
  const { clock, slo, override } = asked;
  const budgets = budgetsLeft(states).filter((one) => one.clock === clock && (slo === undefined || one.slo === slo));
  const refusals = refusalsOf(budgets, clock);
  const isAllowed = refusals.length === 0 || override !== null;
  const used = refusals.length === 0 ? null : override;
  const report = { cluster: lab.cluster, clock, budgets, refusals, override: used, isAllowed };
  if (used) context.progress(`recorded in ${recordOverride(labPaths(context.root).runs, report, new Date())}`);
  return report;
}
