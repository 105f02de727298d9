import { ask, askJson } from '../collect/get-json';
import type { FaultOrder } from './orders';

/** The app's own levers, at one task's address. */
export interface AppLevers {
  setFault(address: string, fault: FaultOrder): Promise<void>;
  removeFaults(address: string): Promise<void>;
  /** Resolves when the request is gone: a task that dies may not answer. */
  kill(address: string): Promise<void>;
}

/** What the console's faults are called, so that others stay when it ends its own. */
const FAULT_ID = 'console';

/** @param token the app's CHAOS_TOKEN, where it wants one for its faults */
export function createAppLevers(port: number, token: string | undefined): AppLevers {
  const at = (address: string, path: string) => new URL(`http://${address}:${port}${path}`);
  return {
    async setFault(address, { type, route, ratio, ms, seconds }) {
      const strength = type === 'latency' ? { ms, ratio } : { ratio };
      const body = { id: `${FAULT_ID}-${type}`, owner: 'console', type, route, ttlSeconds: seconds, ...strength };
      await askJson(at(address, '/chaos/faults'), { method: 'PUT', body, token });
    },
    async removeFaults(address) {
      await askJson(at(address, '/chaos/faults'), { method: 'DELETE', token });
    },
    async kill(address) {
      await ask(at(address, '/kill'), { timeoutMs: 2_000 }).catch(() => undefined);
    },
  };
}
