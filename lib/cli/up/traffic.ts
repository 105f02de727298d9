/** What open-loop traffic needs of the world. */
export interface TrafficDeps<Request> {
  /** What is sent, again and again in this order. */
  readonly mix: readonly Request[];
  /** Addresses to send to, as they are now: replaced tasks are followed. */
  addresses(): Promise<readonly string[]>;
  /** Sends one request; resolves when it is over, however it ended. */
  send(address: string, request: Request): Promise<void>;
  now(): number;
}

export interface Traffic {
  stop(): void;
}

/** How often the addresses are asked for. */
const REFRESH_MS = 1_000;
/** Requests on their way at once; more would only pile up behind an app that hangs. */
const MAX_IN_FLIGHT = 500;

/**
 * Sends `rate` requests a second of the mix, round-robin over the addresses. Open loop: the schedule does not wait for answers, so
 * a slow app gets the same load as a fast one. Without an address, the moment's requests are not sent.
 */
export function startTraffic<Request>(rate: number, deps: TrafficDeps<Request>): Traffic {
  if (rate === 0) return { stop: () => {} };
  let addresses: readonly string[] = [];
  let turn = 0;
  let inFlight = 0;
  let due = deps.now();
  let refreshing = false;

  const refresh = async () => {
    if (refreshing) return;
    refreshing = true;
    try {
      addresses = await deps.addresses();
    } catch {
      // The AWS API did not answer this time: the old addresses are the best there is.
    } finally {
      refreshing = false;
    }
  };
  const sendOne = () => {
    const { mix } = deps;
    const request = mix[turn % mix.length];
    // After all pairs that one round has, the next round begins one further: an even mix over two tasks would
    // otherwise never send some requests to one of them.
    const round = Math.floor(turn / (mix.length * addresses.length));
    const address = addresses[(turn + round) % addresses.length];
    turn += 1;
    if (address === undefined || request === undefined || inFlight >= MAX_IN_FLIGHT) return;
    inFlight += 1;
    void deps.send(address, request).finally(() => (inFlight -= 1));
  };
  // A timer may be late; the schedule is not: what is due by now is sent now.
  const tick = () => {
    const now = deps.now();
    if (now - due > 1_000) due = now; // After a sleep of the machine, nobody wants the hours in one burst.
    for (; due <= now; due += 1000 / rate) sendOne();
  };

  void refresh();
  const timers = [setInterval(() => void refresh(), REFRESH_MS), setInterval(tick, Math.max(5, 500 / rate))];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
