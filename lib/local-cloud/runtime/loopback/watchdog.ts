import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LoopbackTools } from './tools';

/** Outlives the cloud by a moment, to end what a killed one leaves. */
export interface Watchdog {
  /** Call when nothing is left to end; twice is fine. */
  close(): Promise<void>;
}

/**
 * Waits for a word on its standard input: with one all is well, and the end without one is the end of the cloud. Then it
 * kills what has the mark until two looks find nothing, because a process that is just being started has no mark yet.
 */
const SCRIPT = `
read -r word && exit 0
quiet=0
while [ $quiet -lt 2 ]; do
  found=$("$2" -lsz "^$1" /proc/[0-9]*/environ)
  if [ -z "$found" ]; then
    quiet=$((quiet + 1))
    "$3" 0.1
  else
    quiet=0
    for file in $found; do
      pid=\${file#/proc/}
      kill -9 "\${pid%/environ}" 2>/dev/null
    done
  fi
done`;

/** @param mark how the environment entry begins that the processes to end have */
export function startWatchdog(tools: LoopbackTools, mark: string, log: (line: string) => void): Watchdog {
  let closed: Promise<void> | undefined;
  let child = start();

  function start(): ChildProcess {
    const started = spawn(tools.sh, ['-c', SCRIPT, 'watchdog', mark, tools.grep, tools.sleep], {
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
