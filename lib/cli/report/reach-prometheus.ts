import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { gatherServices } from '../status/gather';
import { noLab, reachLab, type ReachedLab } from '../status/reach-lab';
import { urlsOf } from '../status/urls';

/** A lab and its Prometheus, without which there are no figures. Throws `NoLab` and `NoData` LabErrors. */
export async function reachPrometheus(
  context: CommandContext,
  which: WhichLab,
): Promise<ReachedLab & { readonly prometheus: string }> {
  const lab = await reachLab(context, which);
  const services = await gatherServices(lab.api, lab.cluster);
  if (services.length === 0) throw noLab(lab);
  const { prometheus } = urlsOf(services);
  if (prometheus !== null) return { ...lab, prometheus };
  throw new LabError(
    'NoData',
    'no task of this lab has a Prometheus with an address, and it alone knows the figures; "npx lab status" says whether its task runs',
  );
}
