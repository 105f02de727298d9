import { LabError } from '../model/errors';
import { OBSERVABILITY_SERVICE } from '../model/names';
import { SYNTHETIC } from '../slo/history/options';
import type { CommandContext } from './command';
import type { ResetReport } from './commands/reset';
import { poll } from './poll';
import { fetchTargets, queryInstant } from './prometheus/api';
import { gatherServices } from './status/gather';
import type { ServiceStatus } from './status/lab-status';
import { noLab, type ReachedLab } from './status/reach-lab';
import { tasksNotUp } from './status/steady';
import { urlsOf } from './status/urls';

/** On AWS a task takes up to a minute to start. */
const TIMEOUT_MS = 180_000;
const REASON = 'lab reset: observability starts anew';

/** Stops the tasks of observability and waits until another one has scraped every task of the app. */
export async function resetLab(
  lab: ReachedLab,
  { progress, transient, style }: Pick<CommandContext, 'progress' | 'transient' | 'style'>,
  signal?: AbortSignal,
): Promise<ResetReport> {
  const startedAt = Date.now();
  const { api, cluster } = lab;
  const services = await gatherServices(api, cluster);
  if (services.length === 0) throw noLab(lab);
  const old = tasksOf(services).map(({ id }) => id);
  for (const id of old) await api.stopTask(cluster, id, REASON);
  progress(style.quiet(old.length > 0 ? `stopped task ${old.join(', ')}` : 'no task to stop: waiting for one'));

  let seen = 'no new task yet';
  const look = async () => {
    const now = await gatherServices(api, cluster);
    const replacement = tasksOf(now).find(({ id, lastStatus }) => !old.includes(id) && lastStatus === 'RUNNING');
    const { prometheus } = urlsOf(now.map((service) => withoutTasks(service, old)));
    if (replacement) seen = `task ${replacement.id.slice(0, 8)} runs`;
    const targets = prometheus ? await fetchTargets(prometheus) : undefined;
    if (targets) seen = 'Prometheus has not scraped the app yet';
    transient?.(style.quiet(seen));
    if (!replacement || !prometheus || !targets || tasksNotUp(now, targets)?.length !== 0) return undefined;
    return { started: replacement.id, prometheus };
  };
  const { started, prometheus } = await poll(look, {
    signal,
    timeoutMs: TIMEOUT_MS,
    tooLate: () =>
      new LabError(
        'DoesNotComeBack',
        `${OBSERVABILITY_SERVICE} did not come back in ${TIMEOUT_MS / 1000} s (${seen}); "npx lab status" shows its tasks`,
      ),
  });
  // The month may have ended minutes ago, and an instant sees five.
  const month = `last_over_time({source="${SYNTHETIC.source}"}[1h])`;
  const synthetic = await queryInstant(prometheus, `count(${month})`);
  return {
    stopped: old,
    started,
    prometheus,
    hasHistory: (synthetic?.[0]?.value ?? 0) > 0,
    tookMs: Date.now() - startedAt,
  };
}

function tasksOf(services: readonly ServiceStatus[]): ServiceStatus['tasks'] {
  return services.find(({ name }) => name === OBSERVABILITY_SERVICE)?.tasks ?? [];
}

function withoutTasks(service: ServiceStatus, ids: readonly string[]): ServiceStatus {
  return { ...service, tasks: service.tasks.filter(({ id }) => !ids.includes(id)) };
}
