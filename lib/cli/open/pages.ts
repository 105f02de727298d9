import { APP_SERVICE, OBSERVABILITY_SERVICE, PORTS } from '../../model/names';
import type { ServiceStatus } from '../status/lab-status';

/** What a browser can open, the best one to begin with first; each is called as its container. */
export const PAGES = ['console', 'grafana', 'prometheus', 'alertmanager', 'app'] as const;

export type PageName = (typeof PAGES)[number];

/** A page of a lab, or why there is none. */
export type Page =
  | { readonly name: PageName; readonly url: string }
  | { readonly name: PageName; readonly url: null; readonly reason: string };

/** Where every page of a lab is. A lab on this machine has them at `localhost`, which outlives each task. */
export function pagesOf(services: readonly ServiceStatus[]): Page[] {
  return PAGES.map((name) => pageOf(services, name));
}

function pageOf(services: readonly ServiceStatus[], name: PageName): Page {
  const service = name === 'app' ? APP_SERVICE : OBSERVABILITY_SERVICE;
  const tasks = services.find((one) => one.name === service)?.tasks ?? [];
  const containers = tasks.flatMap(({ publicAddress, containers: all }) =>
    all.filter((container) => container.name === name).map((container) => ({ ...container, publicAddress })),
  );
  const running = containers.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const address = running.find(({ publicAddress }) => publicAddress !== null)?.publicAddress;
  if (address) return { name, url: `http://${address.startsWith('127.') ? 'localhost' : address}:${PORTS[name]}` };
  if (running.length > 0) return { name, url: null, reason: 'its task has no public address' };
  const [idle] = containers;
  if (idle) return { name, url: null, reason: idle.reason ?? idle.lastStatus };
  return {
    name,
    url: null,
    reason: tasks.length > 0 ? 'this lab has no such container' : `no task of ${service} runs`,
  };
}
