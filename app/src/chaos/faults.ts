import type { Logger } from '../log';
import { CONNECTION_BROKEN_STATUS } from '../metrics/names';
import type { Metrics } from '../metrics/registry';
import { answerLabels } from '../metrics/request-labels';
import type { Route } from '../routes/route';
import type { EndEffect, Effects } from './effects/effects';
import {
  ALL_ROUTES,
  FAULT_TYPES,
  type Fault,
  isNetworkFault,
  isRequestFault,
  type QueryFault,
  REQUEST_FAULT_TYPES,
  type RequestFault,
} from './fault';
import { idOf } from './fault-id';
import { type FaultSource, type FaultView, routeOf, viewOf } from './fault-view';
import { Injection } from './injection';
import { DEFAULT_TTL_SECONDS } from './limits';
import { Link } from './link';
import { seeded } from './seeded';
import { strengthOf } from './strength';
import type { Timers } from './timers';
import { totalsProblem } from './totals';

export interface FaultsDeps {
  readonly timers: Timers;
  readonly wallTime: () => Date;
  readonly logger: Pick<Logger, 'warn'>;
  readonly metrics: Pick<Metrics, 'setFaultStrength' | 'initialize'>;
  readonly effects: Effects;
}

type EndReason = 'expired' | 'removed' | 'replaced' | 'stopped' | 'refused';

interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  readonly source: FaultSource;
  readonly createdAt: Date;
  /** In milliseconds, the end on the timers' clock; `undefined` for a fault without an end. */
  readonly life: { readonly total: number; readonly endsAt: number } | undefined;
  readonly injection: Injection | undefined;
  readonly link: Link | undefined;
  /** Of what somebody else brings about. */
  readonly begun: Promise<void> | undefined;
  /** Takes back everything that the fault began. */
  readonly endAll: readonly (() => void)[];
}

type FaultableRoute = Pick<Route, 'path' | 'methods'>;

/** Faults that cannot be set; the message says why. */
export class FaultRefused extends Error {
  override readonly name = 'FaultRefused';
}

/** The faults of this process, from their start to their end. */
export class Faults {
  private readonly active = new Map<string, ActiveFault>();
  private served: readonly FaultableRoute[] = [];
  private routes: readonly string[] = [];
  /** By lane; `undefined` where no fault is, so that a request sees it at one glance. */
  private byLane: (readonly Injection<RequestFault>[] | undefined)[] = [];
  private ofQueries: readonly Injection<QueryFault>[] = [];
  /** What answers pass through; `undefined` where they just go. */
  links: readonly Link[] | undefined;
  private types: ReadonlySet<Fault['type']> = new Set();

  constructor(private readonly deps: FaultsDeps) {}

  /** Learns the routes that faults can be set on; a route's place in the list is its lane. */
  serve(routes: readonly FaultableRoute[]): void {
    this.served = routes;
    this.routes = routes.map(({ path }) => path);
    for (const type of FAULT_TYPES) this.deps.metrics.setFaultStrength({ type, route: ALL_ROUTES }, 0);
    for (const type of REQUEST_FAULT_TYPES) {
      this.routes.forEach((route) => this.deps.metrics.setFaultStrength({ type, route }, 0));
    }
  }

  laneOf(route: string): number {
    return this.routes.indexOf(route);
  }

  /** What can hit a request of that lane now, oldest first. */
  on(lane: number): readonly Injection<RequestFault>[] | undefined {
    return this.byLane[lane];
  }

  /** What can hit a query now, oldest first. */
  onQueries(): readonly Injection<QueryFault>[] {
    return this.ofQueries;
  }

  has(type: Fault['type']): boolean {
    return this.types.has(type);
  }

  /** Sets all of them or, with a FaultRefused, none. One that is there under the same id is replaced. */
  put(faults: readonly Fault[], source: FaultSource): FaultView[] {
    const added = new Map(faults.map((fault) => [idOf(fault), seeded(fault)]));
    this.check(faults, added);
    for (const [id, fault] of added) {
      this.end(id, 'replaced');
      this.start(id, fault, source);
    }
    return this.list().filter(({ id }) => added.has(id));
  }

  /**
   * Waits until faults that were put have begun, which is at once for all but those of the network. When one is refused,
   * all of them are over, with a FaultRefused.
   */
  async begun(ids: readonly string[]): Promise<void> {
    try {
      await Promise.all(ids.flatMap((id) => this.active.get(id)?.begun ?? []));
    } catch (error) {
      ids.forEach((id) => this.end(id, 'refused'));
      throw new FaultRefused(error instanceof Error ? error.message : String(error));
    }
  }

  /** @returns whether it was there */
  remove(id: string, reason: EndReason = 'removed'): boolean {
    return this.end(id, reason);
  }

  /** @returns the ids of those that were there */
  removeAll(reason: EndReason = 'removed'): string[] {
    return [...this.active.keys()].filter((id) => this.end(id, reason));
  }

  /** Oldest first. */
  list(): FaultView[] {
    return [...this.active.values()].map((one) => this.view(one));
  }

  private check(faults: readonly Fault[], added: ReadonlyMap<string, Fault>): void {
    if (added.size < faults.length) {
      const ids = faults.map(idOf);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      throw new FaultRefused(`two faults of the list have the id ${twice}: give one of them another id`);
    }
    const unknown = faults.map(routeOf).find((route) => route !== ALL_ROUTES && !this.routes.includes(route));
    if (unknown !== undefined) {
      const known = this.routes.join(', ');
      throw new FaultRefused(`there is no route ${unknown}: faults can be set on ${ALL_ROUTES} or one of ${known}`);
    }
    const others = [...this.active.values()].filter(({ id }) => !added.has(id)).map(({ fault }) => fault);
    const ofNetwork = [...added.values()]
      .filter(isNetworkFault)
      .map((fault) => this.deps.effects.networkProblem(fault));
    const problem =
      totalsProblem([...others, ...added.values()]) ?? ofNetwork.find((sentence) => sentence !== undefined);
    if (problem !== undefined) throw new FaultRefused(problem);
  }

  private start(id: string, fault: Fault, source: FaultSource): void {
    const { timers, wallTime, logger } = this.deps;
    // A fault of the environment belongs to what was deployed: it ends with it, unless it says otherwise. A partition that
    // nobody could take back must not.
    const endsByItself = source === 'api' || isNetworkFault(fault);
    const ttl = fault.ttlSeconds ?? (endsByItself ? DEFAULT_TTL_SECONDS : undefined);
    const life = ttl === undefined ? undefined : { total: ttl * 1000, endsAt: timers.now() + ttl * 1000 };
    const injection = 'ratio' in fault && !isNetworkFault(fault) ? new Injection(fault, timers) : undefined;
    const link = fault.type === 'bandwidth' ? new Link(fault.bytesPerSecond, timers) : undefined;
    const { begun, end } = this.effectOf(fault);
    const endAll = [end];
    if (injection) endAll.push(() => injection.end());
    if (link) endAll.push(() => link.end());
    if (life) endAll.push(timers.after(life.total, () => this.end(id, 'expired')));
    const started: ActiveFault = { id, fault, source, createdAt: wallTime(), life, injection, link, begun, endAll };
    this.active.set(id, started);
    this.announce(fault);
    this.update(fault);
    logger.warn({ fault: this.view(started) }, 'fault started');
    begun?.catch((error: unknown) => {
      logger.warn({ fault: this.view(started), error }, 'fault refused');
      if (this.active.get(id) === started) this.end(id, 'refused');
    });
  }

  private end(id: string, reason: EndReason): boolean {
    const ended = this.active.get(id);
    if (!ended) return false;
    this.active.delete(id);
    ended.endAll.forEach((end) => end());
    this.update(ended.fault);
    this.deps.logger.warn({ fault: this.view(ended), reason }, 'fault ended');
    return true;
  }

  /** Makes the series of the failures to come exist, so that `rate()` sees the first one. */
  private announce(fault: Fault): void {
    if (fault.type !== 'error' && fault.type !== 'reset') return;
    const status = fault.type === 'error' ? fault.status : CONNECTION_BROKEN_STATUS;
    this.served
      .filter(({ path }) => fault.route === ALL_ROUTES || fault.route === path)
      .flatMap((route) => answerLabels(route, [status]))
      .forEach((labels) => this.deps.metrics.initialize(labels));
  }

  private effectOf(fault: Fault): { readonly end: EndEffect; readonly begun?: Promise<void> } {
    const { effects } = this.deps;
    if (fault.type === 'cpu') return { end: effects.burnCpu(fault) };
    if (fault.type === 'memory') return { end: effects.leakMemory(fault) };
    if (fault.type === 'event_loop') return { end: effects.blockEventLoop(fault) };
    if (isNetworkFault(fault)) return effects.disturbNetwork(fault);
    return { end: () => {} };
  }

  /** Brings up to date what requests, queries and Prometheus look at. */
  private update(changed: Fault): void {
    const all = [...this.active.values()];
    const injections = all.flatMap(({ injection }) => (injection ? [injection] : []));
    const ofRequests = injections.filter(isOfRequests);
    const links = all.flatMap(({ link }) => (link ? [link] : []));
    this.links = links.length > 0 ? links : undefined;
    this.types = new Set(all.map(({ fault }) => fault.type));
    this.ofQueries = injections.filter(isOfQueries);
    this.byLane = this.routes.map((route) => {
      const here = ofRequests.filter(({ fault }) => fault.route === ALL_ROUTES || fault.route === route);
      return here.length > 0 ? here : undefined;
    });
    const [type, route] = [changed.type, routeOf(changed)];
    const alike = all.map(({ fault }) => fault).filter((fault) => fault.type === type && routeOf(fault) === route);
    this.deps.metrics.setFaultStrength(
      { type, route },
      alike.map(strengthOf).reduce((sum, strength) => sum + strength, 0),
    );
  }

  private view({ life, injection, ...rest }: ActiveFault): FaultView {
    const time = life && { total: life.total, remaining: Math.max(0, life.endsAt - this.deps.timers.now()) };
    return viewOf({ ...rest, time, counts: injection });
  }
}

function isOfRequests(injection: Injection): injection is Injection<RequestFault> {
  return isRequestFault(injection.fault);
}

function isOfQueries(injection: Injection): injection is Injection<QueryFault> {
  return !isRequestFault(injection.fault);
}
