import type { Answer, NotSent } from './answer';

/** What open-loop traffic needs of the world. */
export interface TrafficDeps<Request> {
  /** When requests shall start, in milliseconds since the start; undefined after the last one. */
  arrivals(): number | undefined;
  /** What is sent, again and again in this order. */
  readonly mix: readonly Request[];
  /** Addresses to send to, as they are now: replaced tasks are followed. */
  addresses(): Promise<readonly string[]>;
  /** Sends one request; resolves when it is over, however it ended. */
  send(address: string, request: Request): Promise<Answer>;
  /** Milliseconds, from any beginning. */
  now(): number;
  /** How many requests may be on their way at once; more would only pile up behind an app that hangs. */
  readonly maxInFlight: number;
  readonly recorder?: Recorder<Request>;
}

/** Is told of every request that was due. */
export interface Recorder<Request> {
  /** @param latencyMs from when it should have started; @param lateMs how much later it really did */
  over(request: Request, answer: Answer, latencyMs: number, lateMs: number): void;
  notSent(request: Request, why: NotSent): void;
}

export interface Traffic {
  /** Sends no more; what is on its way may still be answered. */
  stop(): void;
  /** Resolves when all is sent, or it was stopped, and everything on its way is over. */
  readonly finished: Promise<void>;
}

/** How often the addresses are asked for. */
const REFRESH_MS = 1_000;
/** After a stop of this process, nobody wants minutes of requests in one burst. */
const MAX_LATE_MS = 5_000;

/**
 * Sends the mix, round-robin over the addresses. Open loop: the schedule waits for nothing, so a slow app gets the same load as a
 * fast one, and latency counts from the moment at which a request was due (no coordinated omission). The clock starts with the
 * first answer to who the addresses are.
 */
export function startTraffic<Request>(deps: TrafficDeps<Request>): Traffic {
  const { mix, recorder } = deps;
  let addresses: readonly string[] = [];
  let turn = 0;
  let inFlight = 0;
  let refreshing = false;
  let timer: NodeJS.Timeout | undefined;
  let sending = true;
  let finish: (() => void) | undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

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
  const sendOne = (dueAt: number, lateMs: number): void => {
    const request = mix[turn % mix.length]!;
    // After all pairs that one round has, the next round begins one further: an even mix over two tasks would
    // otherwise never send some requests to one of them.
    const round = Math.floor(turn / (mix.length * addresses.length));
    const address = addresses[(turn + round) % addresses.length];
    turn += 1;
    if (lateMs > MAX_LATE_MS) return recorder?.notSent(request, 'late');
    if (address === undefined) return recorder?.notSent(request, 'no address');
    if (inFlight >= deps.maxInFlight) return recorder?.notSent(request, 'in flight');
    void follow(address, request, dueAt, lateMs);
  };
  const follow = async (address: string, request: Request, dueAt: number, lateMs: number) => {
    inFlight += 1;
    const answer = await deps.send(address, request);
    inFlight -= 1;
    recorder?.over(request, answer, deps.now() - dueAt, lateMs);
    if (!sending && inFlight === 0) finish?.();
  };
  const end = () => {
    sending = false;
    clearTimeout(timer);
    clearInterval(refreshTimer);
    if (inFlight === 0) finish?.();
  };
  // A timer may be late; the schedule is not: what is due by now is sent now.
  const sendDue = (startedAt: number, first: number | undefined) => {
    const now = deps.now();
    let next = first;
    for (; next !== undefined && startedAt + next <= now; next = deps.arrivals()) {
      sendOne(startedAt + next, now - startedAt - next);
    }
    if (next === undefined) return end();
    const due = next;
    timer = setTimeout(() => sendDue(startedAt, due), startedAt + due - now);
  };

  const refreshTimer = setInterval(() => void refresh(), REFRESH_MS);
  const begin = async () => {
    await refresh();
    if (sending) sendDue(deps.now(), deps.arrivals());
  };
  void begin();
  return {
    stop() {
      if (sending) end();
    },
    finished,
  };
}
