import type { LabApi } from '../../aws/lab-api';
import { gatherServices } from '../status/gather';
import { urlsOf } from '../status/urls';

/** Where the console of a lab is, asked of ECS and kept until somebody finds nobody there. */
export interface ConsoleTarget {
  readonly find: () => Promise<URL | undefined>;
  readonly lost: () => void;
  /** From here on there is somebody to ask. */
  readonly askOf: (api: LabApi, cluster: string) => void;
}

/** How long "nowhere" is believed, in milliseconds: a room that reloads is one question. */
const NOWHERE_MS = 1_000;

export function consoleTarget(now: () => number = Date.now): ConsoleTarget {
  let ask: (() => Promise<URL | undefined>) | undefined;
  let known: Promise<URL | undefined> | undefined;
  let nowhereSince = 0;

  async function look(): Promise<URL | undefined> {
    const found = await ask?.();
    if (found === undefined) nowhereSince = now();
    return found;
  }
  return {
    askOf(api, cluster) {
      ask = async () => {
        const { console: url } = urlsOf(await gatherServices(api, cluster));
        return url === null ? undefined : new URL(url);
      };
      known = undefined;
    },
    async find() {
      known ??= look();
      try {
        const found = await known;
        if (found === undefined && now() - nowhereSince > NOWHERE_MS) known = undefined;
        return found;
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
    lost: () => (known = undefined),
  };
}
