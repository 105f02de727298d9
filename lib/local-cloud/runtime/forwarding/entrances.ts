import type { PlaceOptions } from '../network';
import type { HostListener, OpenHostListener } from './host-listener';
import type { LocalhostPorts } from './localhost-ports';

/** Where the host's programs get into one task: its public address, and `localhost` while it may be reached there. */
export interface Entrances {
  setReachable(open: boolean): void;
  /** Nothing leads to the task any more; twice is fine. */
  close(): Promise<void>;
}

/** What entrances are made with. */
export interface EntranceMaker {
  readonly openListener: OpenHostListener;
  readonly localhost: LocalhostPorts;
}

/** Opens all ports of the task's public address or none. */
export async function openEntrances(maker: EntranceMaker, task: PlaceOptions): Promise<Entrances> {
  const { localhost } = maker;
  const listeners = await openPublicAddress(maker, task);
  const onLocalhost = { address: task.privateAddress, ports: task.ports };
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    localhost.setReachable(onLocalhost, false);
    await Promise.all([...listeners.map((listener) => listener.close()), localhost.settled()]);
  }
  return {
    setReachable(open) {
      if (closed === undefined) localhost.setReachable(onLocalhost, open);
    },
    close: () => (closed ??= close()),
  };
}

async function openPublicAddress({ openListener }: EntranceMaker, task: PlaceOptions): Promise<HostListener[]> {
  const { publicAddress, privateAddress, ports } = task;
  if (publicAddress === undefined) return [];
  const opened = await Promise.allSettled(ports.map((port) => openListener(publicAddress, port)));
  const listeners = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(listeners.map((listener) => listener.close()));
    throw failed.reason;
  }
  for (const listener of listeners) listener.setTargets([privateAddress]);
  return listeners;
}
