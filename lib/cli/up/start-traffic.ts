import type { LabApi } from '../../aws/lab-api';
import { PORTS } from '../../model/names';
import { appAddresses } from '../traffic/app-addresses';
import { startTraffic } from '../traffic/generator';
import { TRAFFIC_MIX } from '../traffic/mix';
import { arrivalsOf, evenGaps, segmentsOf } from '../traffic/profile';
import { createRequestSender } from '../traffic/send-request';

/** More would only pile up behind an app that hangs. */
const MAX_IN_FLIGHT = 500;

/** Gentle traffic, the mix of all routes with an SLO, to the app's tasks, at the public addresses that the AWS API tells. Returns what stops it. */
export function sendGentleTraffic(rate: number, api: LabApi, cluster: string): () => void {
  if (rate === 0) return () => {};
  const sender = createRequestSender({ port: PORTS.app, maxSockets: 64 });
  const segments = segmentsOf({ rate, rampSeconds: 0, spikes: [], seconds: Infinity });
  const traffic = startTraffic({
    arrivals: arrivalsOf(segments, evenGaps()),
    mix: TRAFFIC_MIX,
    addresses: () => appAddresses(api, cluster),
    send: sender.send,
    now: () => performance.now(),
    maxInFlight: MAX_IN_FLIGHT,
  });
  return () => {
    traffic.stop();
    sender.close();
  };
}
