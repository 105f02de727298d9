import { Agent } from 'node:http';
import { ask } from '../collect/get-json';
import type { TrafficOrder } from './orders';

/** Every route that answers without a body and counts for an SLO. */
const GOOD_PATHS = ['/', '/api/users'];

export interface Traffic {
  readonly sent: () => number;
  stop(): void;
}

/**
 * Sends requests at a fixed rate, whether the earlier ones were answered or not: an open loop, as users are.
 * @param addresses asked at each request, so that it follows a replaced task; with none, the request is lost
 */
export function startTraffic(order: TrafficOrder, port: number, addresses: () => readonly string[]): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const started = performance.now();
  let sent = 0;
  let owed = 0;

  function send(): void {
    const number = sent++;
    const known = addresses();
    owed += order.failing;
    const fails = owed >= 1;
    if (fails) owed -= 1;
    if (known.length === 0) return;
    const path = fails ? '/fail' : GOOD_PATHS[number % GOOD_PATHS.length];
    const url = new URL(`http://${known[number % known.length]}:${port}${path}`);
    ask(url, { agent, timeoutMs: 5_000 }).catch(() => undefined);
  }
  // Catches up with the clock, so that the rate holds whatever a timer's turn takes.
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * order.rate;
    while (sent < due) send();
  }, 20);
  return {
    sent: () => sent,
    stop() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}
