/** What open-loop traffic needs of the world. */
export interface TrafficDeps {
  /** Addresses to send to, as they are now: replaced tasks are followed. */
  addresses(): Promise<readonly string[]>;
  /** Sends one request; resolves when it is over, however it ended. */
  send(address: string): Promise<void>;
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
 * Sends `rate` requests a second, round-robin over the addresses. Open loop: the schedule does not wait for answers, so
 * a slow app gets the same load as a fast one. Without an address, the moment's requests are not sent.
 */
export function startTraffic(rate: number, deps: TrafficDeps): Traffic {
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
    const address = addresses[turn++ % addresses.length];
    if (address === undefined || inFlight >= MAX_IN_FLIGHT) return;
    inFlight += 1;
    void deps.send(address).finally(() => (inFlight -= 1));
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
