import type {
  AlertView,
  CircuitView,
  DnsView,
  FaultView,
  ServiceView,
  SloView,
  Snapshot,
  TargetView,
} from '../snapshot';
import type { Config } from '../config';
import { repeat } from '../every';
import { alertChanges, circuitChanges, dnsChanges, faultChanges, serviceEvents, targetChanges } from '../story/changes';
import { PAST_QUERY, PAST_SECONDS, PAST_STEP, pastEvents } from '../story/past';
import type { NewEvent, Timeline } from '../story/timeline';
import { alertView } from './alerts';
import type { Aws, Task } from './aws';
import type { DnsAnswer } from './find-app';
import { learned, type Learned } from './part';
import type { AlertRule, Prometheus } from './prometheus';
import { servicesView } from './services';
import { SLO_QUERY, slosView } from './slos';

/** Asks for everything that the page shows, once for all viewers. */
export interface Collector {
  /** Without hands and room, which look at it themselves. */
  known(): Omit<Snapshot, 'hands' | 'room'>;
  snapshot(): Snapshot;
  /** Asks anew unless it was just done. */
  refresh(): Promise<void>;
  /** The first viewer makes it quick, and without the last one it asks seldom. */
  watched(yes: boolean): void;
  close(): void;
}

export interface CollectorOptions {
  readonly config: Config;
  readonly aws: Aws;
  readonly prometheus: Prometheus;
  readonly findApp: () => Promise<DnsAnswer>;
  readonly timeline: Timeline;
  readonly hands: () => Snapshot['hands'];
  readonly room: () => Snapshot['room'];
  /** Milliseconds between two questions while somebody looks on. @default 1000 */
  readonly quickMs?: number;
  /** Called after each change of the picture. */
  readonly onPicture: () => void;
}

const QUICK_MS = 1_000;
const SELDOM_MS = 5_000;
/** Stopped tasks, Cloud Map's own view and the alert rules change seldom. */
const SLOW_EVERY = 5;

export function createCollector(options: CollectorOptions): Collector {
  const { config, aws, prometheus, findApp, timeline, onPicture, quickMs = QUICK_MS } = options;
  const parts = {
    services: learned<ServiceView[]>(Date.now),
    dns: learned<DnsView>(Date.now),
    targets: learned<TargetView[]>(Date.now),
    slos: learned<SloView[]>(Date.now),
    alerts: learned<AlertView[]>(Date.now),
    faults: learned<FaultView[]>(Date.now),
    circuits: learned<CircuitView[]>(Date.now),
  };
  let stopped: readonly Task[] = [];
  let rules: readonly AlertRule[] = [];
  let instances: DnsView['instances'] = null;
  let pastIsTold = false;
  let watched = false;
  let turn = 0;
  let lastTurn = 0;

  /** Learns a part and tells what changed in it. */
  async function follow<T>(
    part: Learned<T>,
    ask: () => Promise<T>,
    changes: (before: T | null, now: T, at: number) => NewEvent[],
  ) {
    const before = part.get().data;
    const now = await part.learn(ask);
    if (now !== undefined) for (const event of changes(before, now, Date.now())) timeline.add(event);
  }

  async function askEcs(slow: boolean): Promise<void> {
    const services = await parts.services.learn(async () => {
      const [described, running] = await Promise.all([
        aws.services([config.appService, config.observabilityService]),
        aws.tasks('RUNNING'),
        slow || stopped.length === 0 ? aws.tasks('STOPPED').then((tasks) => (stopped = tasks)) : undefined,
      ]);
      const known = new Set(running.map(({ taskArn }) => taskArn));
      return servicesView(described, [...running, ...stopped.filter(({ taskArn }) => !known.has(taskArn))]);
    });
    for (const [key, event] of serviceEvents(services ?? [])) timeline.add(event, key);
  }

  async function askDns(slow: boolean): Promise<void> {
    if (slow || instances === null) instances = await aws.instances(config.appService).catch(() => null);
    const name = `${config.appService}.${config.namespace}`;
    await follow(parts.dns, async () => ({ name, instances, ...(await findApp()) }), dnsChanges);
  }

  async function askPrometheus(slow: boolean): Promise<void> {
    if (!pastIsTold) await tellPast();
    await Promise.all([
      follow(
        parts.targets,
        async () =>
          (await prometheus.targets()).map(({ labels, health, lastError }) => ({
            job: labels['job'] ?? '',
            instance: labels['instance'] ?? '',
            health,
            lastError,
          })),
        targetChanges,
      ),
      follow(parts.alerts, async () => (await prometheus.alerts()).map(alertView), alertChanges),
      parts.slos.learn(async () => {
        if (slow || rules.length === 0) rules = await prometheus.alertRules();
        return slosView(await prometheus.instant(SLO_QUERY), rules);
      }),
      askFaultsAndCircuits(),
    ]);
  }

  async function askFaultsAndCircuits(): Promise<void> {
    const samples = prometheus.instant('{__name__=~"chaos_fault_strength|circuit_breaker_state"} > 0');
    const faults = async () => {
      const active = (await samples).filter(({ labels }) => labels['__name__'] === 'chaos_fault_strength');
      const strongest = new Map<string, FaultView>();
      for (const { labels, value } of active) {
        const view = { type: labels['type'] ?? '', route: labels['route'] ?? '', strength: value };
        const key = `${view.type} ${view.route}`;
        if ((strongest.get(key)?.strength ?? 0) < value) strongest.set(key, view);
      }
      return [...strongest.values()];
    };
    const circuits = async () =>
      (await samples)
        .filter(({ labels }) => labels['__name__'] === 'circuit_breaker_state')
        .map(({ labels }) => ({
          name: labels['name'] ?? '',
          instance: labels['instance'] ?? '',
          state: labels['state'] ?? '',
        }));
    await Promise.all([follow(parts.faults, faults, faultChanges), follow(parts.circuits, circuits, circuitChanges)]);
  }

  async function tellPast(): Promise<void> {
    const to = Math.floor(Date.now() / 1000);
    const span = { from: to - PAST_SECONDS, to };
    const series = await prometheus.range(PAST_QUERY, { ...span, step: PAST_STEP }).catch(() => undefined);
    if (series === undefined) return;
    pastIsTold = true;
    for (const event of pastEvents(series, span)) timeline.add(event);
  }

  /** What was set going ends by what is seen, and a prediction is held to it. */
  const isBusy = () =>
    options.hands().running.length > 0 || ['asked', 'running'].includes(options.room().question?.state ?? '');

  const loop = repeat(
    () => (watched || isBusy() ? quickMs : SELDOM_MS),
    async () => {
      const slow = turn++ % SLOW_EVERY === 0;
      // Each shows what it knows as soon as it knows it.
      await Promise.all([askEcs(slow).then(onPicture), askDns(slow), askPrometheus(slow)]);
      lastTurn = Date.now();
      onPicture();
    },
  );
  void loop.now();

  const known = () => ({
    now: new Date().toISOString(),
    lab: { cluster: config.cluster, namespace: config.namespace, appService: config.appService },
    services: parts.services.get(),
    dns: parts.dns.get(),
    targets: parts.targets.get(),
    slos: parts.slos.get(),
    alerts: parts.alerts.get(),
    faults: parts.faults.get(),
    circuits: parts.circuits.get(),
    timeline: timeline.list(),
  });
  return {
    known,
    snapshot: () => ({ ...known(), hands: options.hands(), room: options.room() }),
    async refresh() {
      if (Date.now() - lastTurn > quickMs) await loop.now();
    },
    watched(yes) {
      if (yes === watched) return;
      watched = yes;
      if (yes) void loop.now();
    },
    close: () => loop.stop(),
  };
}
