import { LabError } from '../../../model/errors';
import { findSystemProgram } from '../processes/find-system-program';

/** Absolute paths of the programs that the network runs. */
export interface LoopbackTools {
  readonly sh: string;
  readonly grep: string;
  readonly sleep: string;
  /** Not everywhere; without it only the watchdog ends a killed cloud's tasks. */
  readonly setpriv?: string | undefined;
  /** Not everywhere; without it a program that crashes may leave a core file. */
  readonly prlimit?: string | undefined;
}

/** Rejects with a LabError on a system without the loopback network's parts. */
export async function findLoopbackTools(path: string): Promise<LoopbackTools> {
  if (process.platform !== 'linux') {
    throw new LabError(
      'NoNetwork',
      `tasks cannot have addresses of their own on ${process.platform}; use Linux, or WSL2 on Windows`,
    );
  }
  const [sh, grep, sleep, setpriv, prlimit] = await Promise.all(
    ['sh', 'grep', 'sleep', 'setpriv', 'prlimit'].map((name) => findSystemProgram(name, path)),
  );
  if (sh === undefined || grep === undefined || sleep === undefined) {
    const missing = Object.entries({ sh, grep, sleep }).flatMap(([name, file]) => (file === undefined ? [name] : []));
    throw new LabError(
      'NoNetwork',
      `the loopback network needs ${missing.join(', ')} on PATH; install what is missing`,
    );
  }
  return { sh, grep, sleep, setpriv, prlimit };
}
