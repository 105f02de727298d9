import { LabError } from '../../model/errors';
import type { Ack } from '../../report/facts';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';
import { fetchAlerts, type Alert } from '../prometheus/api';
import { appendAcks, readAcks } from './acks-file';
import { reachPrometheus } from './reach-prometheus';

export interface AckOptions extends WhichLab {
  readonly alert?: string;
  readonly by?: string;
  readonly note?: string;
}

/** What was written down now, and what somebody had acknowledged before. */
export interface Acknowledged {
  readonly new: readonly Ack[];
  readonly before: readonly Ack[];
}

/** Writes down that somebody has what fires now. Throws a `NothingFires` LabError when nothing does, or not that. */
export async function acknowledge(
  context: CommandContext,
  { alert: wanted, by, note, ...which }: AckOptions,
  now: () => Date = () => new Date(),
): Promise<Acknowledged> {
  const who = line('--by', by, 60);
  if (who === null) {
    throw new LabError('InvalidArgument', 'who acknowledges is missing: --by <name>, such as "npx lab ack --by ana"');
  }
  const said = line('--note', note, 500);
  const lab = await reachPrometheus(context, which);
  const alerts = await fetchAlerts(lab.prometheus);
  if (alerts === undefined) {
    throw new LabError(
      'NoData',
      'no Prometheus answers, so nobody knows what fires; "npx lab status" says whether it runs',
    );
  }
  const firing = alerts.filter(({ state }) => state === 'firing');
  const meant = chooseAlerts(firing, wanted);
  const { acks: file } = labPaths(context.root);
  const known = readAcks(file).acks.filter(({ cluster }) => cluster === lab.cluster);
  const both = meant.map((one) => {
    const ack = ackOf(one, { at: now().toISOString(), by: who, note: said, cluster: lab.cluster });
    return { ack, before: known.find((other) => isSame(other, ack)) };
  });
  const fresh = both.flatMap(({ ack, before }) => (before === undefined ? [ack] : []));
  if (fresh.length > 0) appendAcks(file, fresh);
  return { new: fresh, before: both.flatMap(({ before }) => before ?? []) };
}

/** The alerts that fire and were meant: all, or those with this name or of this SLO. */
export function chooseAlerts(firing: readonly Alert[], wanted: string | undefined): readonly Alert[] {
  if (firing.length === 0) {
    throw new LabError(
      'NothingFires',
      'nothing fires, so there is nothing to acknowledge; "npx lab watch" shows what burns',
    );
  }
  if (wanted === undefined) return firing;
  const meant = firing.filter(({ name, labels }) => name === wanted || labels['slo'] === wanted);
  if (meant.length > 0) return meant;
  const known = [...new Set(firing.flatMap(({ name, labels }) => [name, ...(labels['slo'] ? [labels['slo']] : [])]))];
  throw new LabError('NothingFires', `no alert "${wanted}" fires; what fires: ${known.sort().join(', ')}`);
}

/** One line of text; null when it was not given. It is shown in reports and on terminals. */
function line(flag: string, text: string | undefined, longest: number): string | null {
  if (text === undefined) return null;
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= longest && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw new LabError(
    'InvalidArgument',
    `${flag} is ${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)}; allowed: 1 to ${longest} characters on one line`,
  );
}

function ackOf({ name, labels, activeAt }: Alert, rest: Pick<Ack, 'at' | 'by' | 'note' | 'cluster'>): Ack {
  return {
    ...rest,
    alert: name,
    severity: labels['severity'] ?? null,
    slo: labels['slo'] ?? null,
    objective: labels['objective'] ?? null,
    clock: labels['clock'] ?? null,
    activeAt,
  };
}

function isSame(a: Ack, b: Ack): boolean {
  return (
    a.alert === b.alert &&
    a.slo === b.slo &&
    a.objective === b.objective &&
    a.clock === b.clock &&
    a.activeAt === b.activeAt
  );
}
