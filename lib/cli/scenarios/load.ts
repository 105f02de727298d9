import { PORTS } from '../../model/names';
import type { Load, PathShare } from '../../scenarios/index';
import type { ReachedLab } from '../status/reach-lab';
import { appAddresses } from '../traffic/app-addresses';
import { startTraffic, type Traffic } from '../traffic/generator';
import { LAB_SHARES, spread, type Share } from '../traffic/mix';
import { arrivalsOf, evenGaps, segmentsOf } from '../traffic/profile';
import { createRequestSender } from '../traffic/send-request';
import { Tally } from '../traffic/tally';

/** The traffic that a run sends by itself. */
export interface RunLoad {
  /** Sends from now on. @param seconds Infinity: until `stop` */
  send(load: Load, seconds: number): void;
  /** What was sent so far, errors as a user counts them; null when nothing was to be sent. */
  counts(): { readonly sent: number; readonly errors: number } | null;
  stop(): void;
}

const MAX_IN_FLIGHT = 2_000;
const MAX_SOCKETS = 256;

export function createRunLoad(
  { api, cluster }: Pick<ReachedLab, 'api' | 'cluster'>,
  port: number = PORTS.app,
): RunLoad {
  const tally = new Tally();
  const running: Traffic[] = [];
  const sender = createRequestSender({ port, maxSockets: MAX_SOCKETS });
  return {
    send({ rate, mix }, seconds) {
      const traffic = startTraffic({
        arrivals: arrivalsOf(segmentsOf({ rate, rampSeconds: 0, spikes: [], seconds }), evenGaps()),
        mix: spread(mix === undefined ? LAB_SHARES : mix.map(shareOf)),
        addresses: () => appAddresses(api, cluster),
        send: sender.send,
        now: () => performance.now(),
        maxInFlight: MAX_IN_FLIGHT,
        recorder: tally,
      });
      running.push(traffic);
    },
    counts: () =>
      running.length === 0 ? null : { sent: tally.all.sent, errors: tally.all.errors + tally.withoutAddress },
    stop() {
      for (const traffic of running) traffic.stop();
      sender.close();
    },
  };
}

/** A path of the lab's own mix has its method and body; any other one is a GET. */
function shareOf({ path, weight }: PathShare): Share {
  const known = LAB_SHARES.find(({ request }) => request.path === path);
  return { request: known?.request ?? { method: 'GET', path }, weight };
}
