import { LabError } from '../model/errors';
import { errorCode } from './error-code';
import { poll } from './poll';
import type { RunState } from './run-state/run-file';
import type { IsAlive } from './run-state/running-lab';

/** After this, a second SIGTERM: the lab then stops waiting for its tasks to end by themselves. */
const HURRY_AFTER_MS = 20_000;
const GIVE_UP_AFTER_MS = 30_000;

export interface StopDeps {
  readonly isAlive: IsAlive;
  kill(pid: number, signal: 'SIGTERM'): void;
}

/** Asks a running lab to stop and waits until its process is gone. Resolves with the milliseconds that it took. */
export async function stopLab(
  lab: Pick<RunState, 'pid' | 'processStart'>,
  deps: StopDeps,
  limits = { hurryAfterMs: HURRY_AFTER_MS, giveUpAfterMs: GIVE_UP_AFTER_MS },
): Promise<number> {
  const startedAt = Date.now();
  askToStop(lab.pid, deps);
  let hurried = false;
  await poll(
    () => {
      if (!deps.isAlive(lab)) return true;
      if (!hurried && Date.now() - startedAt >= limits.hurryAfterMs) {
        hurried = true;
        askToStop(lab.pid, deps);
      }
      return undefined;
    },
    {
      timeoutMs: limits.giveUpAfterMs,
      everyMs: 50,
      tooLate: () =>
        new LabError(
          'DoesNotStop',
          `the lab (pid ${lab.pid}) still runs after ${limits.giveUpAfterMs / 1000} s; "kill -9 ${lab.pid}" ends it and all its tasks`,
        ),
    },
  );
  return Date.now() - startedAt;
}

function askToStop(pid: number, deps: StopDeps): void {
  try {
    deps.kill(pid, 'SIGTERM');
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return;
    throw new LabError(
      'NotAllowed',
      `this user may not stop the lab (pid ${pid}); run "npx lab down" as the user who started it`,
      {
        cause: error,
      },
    );
  }
}
