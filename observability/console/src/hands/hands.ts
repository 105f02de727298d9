import type { Aws } from '../collect/aws';
import type { Effect, Snapshot } from '../snapshot';
import type { NewEvent } from '../story/timeline';
import type { AppLevers } from './app';
import { OrderRefused, readFaultOrder, readScaleOrder, readTrafficOrder } from './orders';
import { startTraffic, type Traffic } from './traffic';

export const ACTIONS = ['traffic', 'fault', 'heal', 'kill', 'scale', 'stop-traffic'] as const;
export type Action = (typeof ACTIONS)[number];

/** What the page's buttons do; the caller has checked who presses them. */
export interface Hands {
  /** Resolves when it is under way, with what happens in words; rejects with an OrderRefused for what is not allowed. */
  carryOut(action: Action, body: unknown): Promise<string>;
  running(): readonly Effect[];
  close(): void;
}

export interface HandsOptions {
  readonly aws: Pick<Aws, 'scale'>;
  readonly levers: AppLevers;
  readonly appService: string;
  readonly appPort: number;
  readonly picture: () => Pick<Snapshot, 'dns' | 'services' | 'targets'>;
  readonly tell: (event: NewEvent) => void;
  readonly startTraffic?: typeof startTraffic;
}

interface Running extends Effect {
  /** Whether it is over before its end. */
  readonly over?: () => boolean;
}

/** What follows the end of a condition is given up after this. */
const LONGEST_MS = 15 * 60_000;

export function createHands(options: HandsOptions): Hands {
  const { aws, levers, appService, appPort, picture, tell } = options;
  let effects: Running[] = [];
  let traffic: { readonly id: string; readonly sending: Traffic; readonly timer: NodeJS.Timeout } | undefined;
  let count = 0;

  const addresses = () => picture().dns.data?.addresses ?? [];
  const tasks = () => picture().services.data?.find(({ name }) => name === appService);

  function needAddresses(): readonly string[] {
    const known = addresses();
    if (known.length === 0) throw new OrderRefused(`${appService} has no address now; wait for its next task`);
    return known;
  }
  function begin(effect: Omit<Running, 'id' | 'startedAt' | 'endsAt'>, seconds: number | null): string {
    const id = String(++count);
    const endsAt = seconds === null ? null : new Date(Date.now() + seconds * 1000).toISOString();
    effects = [...effects, { id, startedAt: new Date().toISOString(), endsAt, ...effect }];
    tell({ at: Date.now(), kind: 'hand', tone: 'busy', title: effect.title, detail: effect.until });
    return id;
  }
  function forget(where: (effect: Running) => boolean): void {
    effects = effects.filter((effect) => !where(effect));
  }
  function stopTraffic(): void {
    if (traffic === undefined) return;
    const { id, sending, timer } = traffic;
    traffic = undefined;
    clearTimeout(timer);
    sending.stop();
    forget((effect) => effect.id === id);
    tell({
      at: Date.now(),
      kind: 'hand',
      tone: 'note',
      title: 'Traffic of the console ended',
      detail: `${sending.sent()} requests were sent`,
    });
  }

  const actions: Record<Action, (body: unknown) => Promise<string>> = {
    async traffic(body) {
      const order = readTrafficOrder(body);
      needAddresses();
      stopTraffic();
      const failing = order.failing > 0 ? `, ${Math.round(order.failing * 100)} % of them to /fail` : '';
      const title = `Traffic: ${order.rate} requests a second${failing}`;
      const id = begin({ kind: 'traffic', title, until: `for ${order.seconds} s` }, order.seconds);
      const sending = (options.startTraffic ?? startTraffic)(order, appPort, addresses);
      traffic = { id, sending, timer: setTimeout(stopTraffic, order.seconds * 1000) };
      return `${title}, for ${order.seconds} s`;
    },
    async 'stop-traffic'() {
      stopTraffic();
      return 'The traffic of the console is stopped';
    },
    async fault(body) {
      const order = readFaultOrder(body);
      const known = needAddresses();
      await Promise.all(known.map((address) => levers.setFault(address, order)));
      const what = order.type === 'latency' ? `${order.ms} ms for ${percent(order.ratio)}` : percent(order.ratio);
      const where = order.route === '*' ? 'every route' : order.route;
      const title = `Fault: ${order.type}, ${what} of ${where}`;
      const many = known.length === 1 ? '1 task' : `${known.length} tasks`;
      begin({ kind: 'fault', title, until: `for ${order.seconds} s, in ${many}` }, order.seconds);
      return `${title}, for ${order.seconds} s, in ${many}`;
    },
    async heal() {
      await Promise.all(needAddresses().map((address) => levers.removeFaults(address)));
      forget(({ kind }) => kind === 'fault');
      tell({ at: Date.now(), kind: 'hand', tone: 'good', title: 'All faults ended by hand', detail: '' });
      return 'All faults are ended';
    },
    async kill() {
      const victim = needAddresses()[0] ?? '';
      const title = `Kill: the task at ${victim}`;
      // Told before it happens: what it does must not come first in the story.
      begin(
        {
          kind: 'kill',
          title,
          until: 'until its replacement is a target that is up',
          over: () =>
            !addresses().includes(victim) &&
            (picture().targets.data ?? []).some(
              ({ job, instance, health }) =>
                job === 'sre-app' && health === 'up' && instance !== `${victim}:${appPort}`,
            ),
        },
        null,
      );
      await levers.kill(victim);
      return `${title}; ECS starts another one`;
    },
    async scale(body) {
      const { desired } = readScaleOrder(body);
      await aws.scale(appService, desired);
      const title = `Scale: ${desired} ${desired === 1 ? 'task' : 'tasks'}`;
      const steady = () => tasks()?.running === desired && tasks()?.desired === desired;
      begin({ kind: 'scale', title, until: 'until that many run', over: steady }, null);
      return `${title} of ${appService} are wanted now`;
    },
  };
  return {
    carryOut: (action, body) => actions[action](body),
    running() {
      const now = Date.now();
      forget(
        (effect) =>
          now >= (effect.endsAt === null ? Date.parse(effect.startedAt) + LONGEST_MS : Date.parse(effect.endsAt)) ||
          // What is known may be of the moment before.
          (now - Date.parse(effect.startedAt) > 3_000 && effect.over?.() === true),
      );
      return effects.map(({ id, kind, title, startedAt, endsAt, until }) => ({
        id,
        kind,
        title,
        startedAt,
        endsAt,
        until,
      }));
    },
    close: stopTraffic,
  };
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}
