import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Outlives the cloud by a moment, to end what a killed one leaves. */
export interface Watchdog {
  /** Call when nothing is left to end; twice is fine. */
  close(): Promise<void>;
}

export interface WatchdogOptions {
  readonly sh: string;
  /** What ends the cloud's things; it runs when the cloud is gone without a word. */
  readonly script: string;
  /** The script's $1, $2, … */
  readonly arguments: readonly string[];
  readonly log: (line: string) => void;
}

/** With a word on standard input all is well, and the end without one is the end of the cloud. */
const WAIT = 'read -r word && exit 0\n';

export function startWatchdog({ sh, script, arguments: values, log }: WatchdogOptions): Watchdog {
  let closed: Promise<void> | undefined;
  let child = start();

  function start(): ChildProcess {
    const started = spawn(sh, ['-c', `${WAIT}${script}`, 'watchdog', ...values], {
      // Out of the terminal's foreground group: Ctrl-C is for the cloud, which then stops tasks in order.
      detached: true,
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    started.stdin.on('error', () => undefined);
    started.on('error', (error) => log(`the tasks' watchdog cannot be started: ${error.message}`));
    started.on('exit', () => {
      if (closed !== undefined) return;
      log("the tasks' watchdog ended: here is another");
      child = start();
    });
    return started;
  }

  async function close(): Promise<void> {
    const gone = child.exitCode === null && child.pid !== undefined ? once(child, 'exit') : undefined;
    child.stdin?.end('closed\n');
    await gone;
  }
  return { close: () => (closed ??= close()) };
}
