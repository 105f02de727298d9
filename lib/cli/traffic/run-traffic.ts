import { LabError } from '../../model/errors';
import { PORTS } from '../../model/names';
import type { CommandContext } from '../command';
import { formatLive } from '../format/traffic';
import { fetchSloStates, stateOf, type SloState } from '../prometheus/slo-state';
import { gatherServices } from '../status/gather';
import { noLab, type ReachedLab } from '../status/reach-lab';
import { urlsOf } from '../status/urls';
import type { StopRequest } from '../up/stop-request';
import { appAddresses } from './app-addresses';
import { startTraffic } from './generator';
import { createLiveWindow } from './live';
import { spread, type Share } from './mix';
import { arrivalsOf, evenGaps, poissonGaps, segmentsOf, type Profile } from './profile';
import { reportOf, type TrafficReport } from './report';
import { createRequestSender } from './send-request';
import { Tally } from './tally';

export interface TrafficRun extends Profile {
  readonly arrivals: 'even' | 'poisson';
  readonly shares: readonly Share[];
  readonly maxInFlight: number;
  /** @default the public addresses of the app's tasks, as they change */
  readonly to?: { readonly host: string; readonly port: number } | undefined;
}

/** To each address. What is due beyond them waits here, and its latency counts; a stall then makes no storm of connections. */
const MAX_SOCKETS = 512;
/** How often the live line is drawn, and a line of a log written. */
const LIVE_MS = 1_000;
const LOG_EVERY = 10;
/** How often Prometheus is asked: as often as it evaluates. */
const SLO_MS = 5_000;

/** Sends the traffic until its end or a stop signal, and tells of it meanwhile. */
export async function runTraffic(
  lab: ReachedLab,
  run: TrafficRun,
  { progress, transient, style }: Pick<CommandContext, 'progress' | 'transient' | 'style'>,
  stop: StopRequest,
): Promise<TrafficReport> {
  const { api, cluster } = lab;
  const segments = segmentsOf(run);
  const services = await gatherServices(api, cluster);
  if (services.length === 0) throw noLab(lab);
  const { to } = run;
  const addresses = to ? async () => [to.host] : () => appAddresses(api, cluster);
  if ((await addresses()).length === 0) {
    throw new LabError(
      'NoTask',
      'no task of the app has a public address now, so there is nowhere to send traffic; look with "npx lab status", start one with "npx lab scale 1", or name a load balancer with --url',
    );
  }
  stop.signal.throwIfAborted();
  const tally = new Tally();
  const sender = createRequestSender({
    port: to?.port ?? PORTS.app,
    maxSockets: Math.min(MAX_SOCKETS, run.maxInFlight),
  });
  const startedAt = performance.now();
  const secondsNow = () => (performance.now() - startedAt) / 1000;
  const traffic = startTraffic({
    arrivals: arrivalsOf(segments, run.arrivals === 'even' ? evenGaps() : poissonGaps(Math.random)),
    mix: spread(run.shares),
    addresses,
    send: sender.send,
    now: () => performance.now(),
    maxInFlight: run.maxInFlight,
    recorder: tally,
  });

  let slo: SloState | null = null;
  let asking: Promise<void> | undefined;
  const ask = async () => {
    try {
      const { prometheus } = urlsOf(await gatherServices(api, cluster));
      const states = prometheus === null ? undefined : await fetchSloStates(prometheus);
      slo = (states && stateOf(states, 'availability')) ?? null;
    } catch {
      // What is not known now is not shown.
      slo = null;
    } finally {
      asking = undefined;
    }
  };
  const askPrometheus = () => (asking ??= ask());
  const window = createLiveWindow(tally);
  let drawn = 0;
  const draw = () => {
    const line = formatLive(window(secondsNow(), slo), style);
    drawn += 1;
    if (transient) transient(line);
    else if (drawn % LOG_EVERY === 0) progress(line);
  };
  void askPrometheus();
  const timers = [setInterval(draw, LIVE_MS), setInterval(() => void askPrometheus(), SLO_MS)];
  let stoppedAt = Infinity;
  const stopWhenAsked = () => {
    stoppedAt = secondsNow();
    traffic.stop();
  };
  stop.signal.addEventListener('abort', stopWhenAsked, { once: true });
  try {
    // What is on its way has five seconds to be answered; whoever is in a hurry does not wait for that.
    await Promise.race([traffic.finished, stop.hurried]);
  } finally {
    for (const timer of timers) clearInterval(timer);
    sender.close();
  }
  await askPrometheus();
  const interrupted = stop.signal.aborted && run.seconds !== Infinity && stoppedAt < run.seconds;
  const seconds = Math.min(run.seconds, stoppedAt);
  return reportOf(tally, { cluster, arrivals: run.arrivals, seconds, slo, interrupted });
}
