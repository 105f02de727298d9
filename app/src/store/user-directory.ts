import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { CircuitState, Freshness, QueryOperation, QueryOutcome } from '../metrics/names';
import type { Metrics } from '../metrics/registry';
import { type CircuitBreakerOptions, createCircuitBreaker } from './circuit-breaker';
import type { Disturbance } from './disturbance';
import { CircuitOpenError, codeOf, StoreUnavailableError, TimeLimitError } from './errors';
import { freshnessOf } from './freshness';
import { type Known, LastKnown } from './last-known';
import type { Page, StoreName, User, UserRepository } from './user';

/** The circuit breaker's name in metrics and logs, whichever store is behind it. */
export const BREAKER_NAME = 'database';

/** Answers that are kept for the time without a store; a page of users takes some 20 kB. */
const KNOWN_ANSWERS = 100;

/** Probes that come faster share one ping: a health check must not be a load. */
const CHECK_INTERVAL_MS = 500;

export interface UserDirectoryDeps {
  readonly repository: UserRepository;
  readonly breaker: Omit<CircuitBreakerOptions, 'onState'>;
  readonly disturbance: Pick<Disturbance, 'beforeQuery' | 'stale'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly metrics: Pick<Metrics, 'recordQuery' | 'setCircuitState' | 'recordDataAnswer'>;
  readonly logger: Logger;
}

/** Data, and how much it is worth. */
export interface DataAnswer<T> {
  readonly value: T;
  /** Since the store was asked for it. */
  readonly ageSeconds: number;
  readonly freshness: Freshness;
}

export interface StoreHealth {
  readonly name: StoreName;
  readonly circuitBreaker: CircuitState;
  /** Why it cannot be used, after "postgresql"; undefined when it can. */
  readonly problem: string | undefined;
}

/**
 * Users as the API answers them: asked of the store through a circuit breaker, and when it does not answer, as they were
 * last known.
 */
export interface UserDirectory {
  readonly storeName: StoreName;
  /** @throws StoreUnavailableError when the store does not answer and this was never asked before; as does `get` */
  list(page: Page): Promise<DataAnswer<readonly User[]>>;
  get(id: number): Promise<DataAnswer<User | undefined>>;
  /** Asks the store whether it is there; through the breaker, so that this is also what closes it without traffic. */
  check(): Promise<StoreHealth>;
  close(): Promise<void>;
}

export function createUserDirectory(deps: UserDirectoryDeps): UserDirectory {
  const { repository, disturbance, clock, metrics, logger } = deps;
  const store = repository.name;
  const lastKnown = new LastKnown(KNOWN_ANSWERS);
  const breaker = createCircuitBreaker({ ...deps.breaker, onState: tellState });
  metrics.setCircuitState(BREAKER_NAME, breaker.state);
  let isFailing = false;
  let lastCheck: Known<Promise<string | undefined>> | undefined;

  type Question<T> = (signal: AbortSignal) => Promise<T>;

  /** One query, counted whatever becomes of it. */
  async function ask<T>(operation: QueryOperation, question: Question<T>): Promise<T> {
    const start = clock.now();
    let outcome: QueryOutcome = 'ok';
    try {
      const value = await breaker.run(async (signal) => {
        await disturbance.beforeQuery(signal);
        signal.throwIfAborted();
        return question(signal);
      });
      tellRecovery();
      return value;
    } catch (error) {
      outcome = outcomeOf(error);
      tellFailure({ store, operation, outcome, error });
      throw error;
    } finally {
      metrics.recordQuery({ operation, outcome }, (clock.now() - start) / 1000);
    }
  }

  async function answer<T>(operation: QueryOperation, key: string, question: Question<T>): Promise<DataAnswer<T>> {
    const known = lastKnown.recall<T>(key);
    if (known && disturbance.stale()) return weigh(known, false);
    const readAt = clock.now();
    try {
      const current = { value: await ask(operation, question), readAt };
      lastKnown.remember(key, current);
      return weigh(current, false);
    } catch (error) {
      if (known) return weigh(known, true);
      throw new StoreUnavailableError(`${store} cannot be used: ${problemOf(error)}`, { cause: error });
    }
  }

  function weigh<T>({ value, readAt }: Known<T>, isDegraded: boolean): DataAnswer<T> {
    const ageSeconds = (clock.now() - readAt) / 1000;
    const freshness = freshnessOf({ ageSeconds, isDegraded });
    metrics.recordDataAnswer(freshness, ageSeconds);
    return { value, ageSeconds, freshness };
  }

  function ping(): Promise<string | undefined> {
    return ask('ping', (signal) => repository.ping(signal)).then(() => undefined, problemOf);
  }

  function tellState(state: CircuitState): void {
    metrics.setCircuitState(BREAKER_NAME, state);
    logger[state === 'open' ? 'warn' : 'info']({ breaker: BREAKER_NAME, store, state }, 'the circuit breaker changed');
  }

  /** The first failure is news, and so is the end of it; what lies between would fill the log. */
  function tellFailure(fields: Readonly<Record<string, unknown>>): void {
    logger[isFailing ? 'debug' : 'warn'](fields, 'a query failed');
    isFailing = true;
  }

  function tellRecovery(): void {
    if (isFailing) logger.info({ store }, 'the store answers again');
    isFailing = false;
  }

  return {
    storeName: store,
    list: (page) =>
      answer('list_users', `${page.limit} from ${page.offset}`, (signal) => repository.list(page, signal)),
    get: (id) => answer('get_user', `user ${id}`, (signal) => repository.get(id, signal)),
    async check() {
      const now = clock.now();
      if (!lastCheck || now - lastCheck.readAt >= CHECK_INTERVAL_MS) lastCheck = { value: ping(), readAt: now };
      const problem = await lastCheck.value;
      return { name: store, circuitBreaker: breaker.state, problem };
    },
    async close() {
      breaker.close();
      await repository.close();
    },
  };
}

function outcomeOf(error: unknown): QueryOutcome {
  if (error instanceof CircuitOpenError) return 'rejected';
  return error instanceof TimeLimitError ? 'timeout' : 'error';
}

/** For whoever asks over HTTP: a driver's own messages name hosts, users and statements. */
function problemOf(error: unknown): string {
  if (error instanceof CircuitOpenError || error instanceof TimeLimitError) return error.message;
  const code = codeOf(error);
  const reason = code && /^\w{1,40}$/.test(code) ? ` (${code})` : '';
  return `it does not answer${reason}`;
}
