import { LabError, messageOf } from '../../model/errors';
import { APP_SERVICE, PORTS } from '../../model/names';
import type { ServiceStatus, TaskStatus } from '../status/lab-status';
import { faultsApi, type FaultsApi } from './faults-api';

/** What the panic button did. */
export interface PanicReport {
  readonly kind: 'panic';
  readonly removed: readonly { readonly task: string; readonly id: string }[];
  /** Faults that are on after all: set again meanwhile. */
  readonly remaining: readonly { readonly task: string; readonly id: string }[];
  /** Tasks whose faults are not known, and why. */
  readonly unanswered: readonly { readonly task: string; readonly why: string }[];
  /** What was undone of scenarios, or could not be; and why a task's answer could not be had. */
  readonly scenarios: readonly { readonly isRestored: boolean; readonly said: readonly string[] }[];
}

/** A fault that blocks the event loop lets nobody answer for ten seconds. */
const TIMEOUT_MS = 12_000;

/** A task whose faults are on their way out with it has none to end. */
const ENDING = new Set(['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED']);

/**
 * Ends every fault of every task of the app, whoever set it, also those of CHAOS_FAULTS; one task that does not answer keeps none of the
 * others from it. Each is asked again afterwards, so that "none" is what the tasks say, and not what was hoped.
 */
export async function endEveryFault(
  services: readonly ServiceStatus[],
  apiOf: (url: string) => FaultsApi,
  port: number = PORTS.app,
): Promise<Omit<PanicReport, 'kind' | 'scenarios'>> {
  const tasks = services.find(({ name }) => name === APP_SERVICE)?.tasks ?? [];
  const answers = await Promise.all(tasks.filter(({ lastStatus }) => !ENDING.has(lastStatus)).map(endOf));
  return {
    removed: answers.flatMap(({ removed }) => removed),
    remaining: answers.flatMap(({ remaining }) => remaining),
    unanswered: answers.flatMap(({ unanswered }) => unanswered),
  };

  async function endOf({ id, publicAddress, lastStatus }: TaskStatus) {
    const nothing = { removed: [], remaining: [], unanswered: [] };
    if (publicAddress === null)
      return { ...nothing, unanswered: [{ task: id, why: `it has no address yet (${lastStatus})` }] };
    const api = apiOf(`http://${publicAddress}:${port}`);
    try {
      const removed = await api.remove('all');
      const remaining = await api.list();
      return {
        ...nothing,
        removed: removed.map((one) => ({ task: id, id: one })),
        remaining: remaining.map((one) => ({ task: id, id: one.id })),
      };
    } catch (error) {
      // Who may not, or where no faults are taken, is the same for all tasks: a sentence, not a list.
      if (error instanceof LabError && (error.code === 'WrongToken' || error.code === 'NoFaults')) throw error;
      return { ...nothing, unanswered: [{ task: id, why: messageOf(error) }] };
    }
  }
}

/** The faults of a task that may be slow to answer. */
export function patientFaultsApi(token: string | undefined): (url: string) => FaultsApi {
  return (url) => faultsApi(url, token, TIMEOUT_MS);
}

/** Everything is over, as far as anybody can tell. */
export function isCalm({ remaining, unanswered, scenarios }: Omit<PanicReport, 'kind' | 'removed'>): boolean {
  return remaining.length === 0 && unanswered.length === 0 && scenarios.every(({ isRestored }) => isRestored);
}
