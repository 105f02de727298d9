import type { LabApi } from '../../aws/lab-api';
import { LabError } from '../../model/errors';
import { OBSERVABILITY_SERVICE } from '../../model/names';
import { poll } from '../poll';
import { fetchTargets } from '../prometheus/api';
import { gatherServices } from '../status/gather';
import type { ServiceStatus } from '../status/lab-status';
import { isSteady, tasksNotUp } from '../status/steady';
import { urlsOf } from '../status/urls';

const TIMEOUT_MS = 120_000;

export interface WaitOptions {
  readonly api: LabApi;
  readonly cluster: string;
  readonly signal: AbortSignal;
  readonly show: (state: string) => void;
  /** @default two minutes: back-off and a circuit breaker say more in that time than this wait could */
  readonly timeoutMs?: number;
}

/** Waits until every service of the lab has what it wants. */
export async function waitUntilSteady({
  api,
  cluster,
  signal,
  show,
  timeoutMs = TIMEOUT_MS,
}: WaitOptions): Promise<ServiceStatus[]> {
  let seen = 'no service yet';
  const look = async () => {
    const services = await gatherServices(api, cluster);
    if (services.length > 0) seen = countsOf(services);
    show(seen);
    return services.length > 0 && services.every(isSteady) ? services : undefined;
  };
  const tooLate = () =>
    new LabError(
      'NotSteady',
      `the services did not become steady in ${timeoutMs / 1000} s (${seen}); their output is in .lab/logs`,
    );
  return poll(look, { signal, timeoutMs, tooLate });
}

/** Waits until Prometheus has scraped every task of the app. Resolves with the services as they are then. */
export async function waitUntilTargetUp({
  api,
  cluster,
  signal,
  show,
  timeoutMs = TIMEOUT_MS,
}: WaitOptions): Promise<ServiceStatus[]> {
  let seen = 'no Prometheus yet';
  const look = async () => {
    const services = await gatherServices(api, cluster);
    const { prometheus } = urlsOf(services);
    const targets = prometheus ? await fetchTargets(prometheus) : undefined;
    const missing = targets ? tasksNotUp(services, targets) : undefined;
    if (prometheus)
      seen = targets ? `waiting for ${missing?.join(', ') ?? 'a task'}` : `${prometheus} does not answer yet`;
    show(seen);
    return missing?.length === 0 ? services : undefined;
  };
  const tooLate = () =>
    new LabError(
      'TargetNotUp',
      `Prometheus has no target UP after ${timeoutMs / 1000} s (${seen}); the output of ${OBSERVABILITY_SERVICE} is in .lab/logs`,
    );
  return poll(look, { signal, timeoutMs, tooLate });
}

/** `sre-app-service 1/1, sre-observability-service 0/1` */
export function countsOf(services: readonly ServiceStatus[]): string {
  return services.map(({ name, running, desired }) => `${name} ${running}/${desired}`).join(', ');
}
