import { messageOf } from '../../../model/errors';
import type { HostListener, OpenHostListener } from './host-listener';

/** `localhost:<port>` for the tasks that may be reached there. */
export interface LocalhostPorts {
  /** Adds a task's ports, or takes them away: a port without a task refuses connections. */
  setReachable(task: LocalhostTask, reachable: boolean): void;
  /** Resolves when what was asked for is done. */
  settled(): Promise<void>;
}

export interface LocalhostTask {
  readonly address: string;
  readonly ports: readonly number[];
}

interface Port {
  readonly targets: Set<string>;
  listener: HostListener | undefined;
  /** Opening and closing one port happen one after the other. */
  work: Promise<void>;
}

const LOCALHOST = '127.0.0.1';

/** Keeps 127.0.0.1:<port> open exactly while at least one reachable task has that port. */
export function localhostPorts(open: OpenHostListener, log: (line: string) => void): LocalhostPorts {
  const ports = new Map<number, Port>();

  async function reconcile(number: number, port: Port): Promise<void> {
    const { targets } = port;
    if (targets.size === 0) {
      await port.listener?.close();
      port.listener = undefined;
      return;
    }
    try {
      port.listener ??= await open(LOCALHOST, number);
      port.listener.setTargets([...targets]);
    } catch (error) {
      log(`localhost:${number} does not lead to the lab: ${messageOf(error)}; the task's public address does`);
    }
  }

  return {
    setReachable({ address, ports: numbers }, reachable) {
      for (const number of numbers) {
        const port = ports.get(number) ?? { targets: new Set(), listener: undefined, work: Promise.resolve() };
        ports.set(number, port);
        if (port.targets.has(address) === reachable) continue;
        if (reachable) port.targets.add(address);
        else port.targets.delete(address);
        port.work = port.work.then(() => reconcile(number, port));
      }
    },
    async settled() {
      await Promise.all([...ports.values()].map(({ work }) => work));
    },
  };
}
