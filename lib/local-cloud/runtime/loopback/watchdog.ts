import { startWatchdog as watch, type Watchdog } from '../processes/watchdog';
import type { LoopbackTools } from './tools';

/**
 * Kills what has the mark until two looks find nothing, because a process that is just being started has no mark yet.
 */
const SCRIPT = `
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
export function startWatchdog({ sh, grep, sleep }: LoopbackTools, mark: string, log: (line: string) => void): Watchdog {
  return watch({ sh, script: SCRIPT, arguments: [mark, grep, sleep], log });
}
