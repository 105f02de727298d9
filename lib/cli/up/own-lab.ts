import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { HISTORY_DEFAULTS } from '../../slo/history/options';
import type { CommandContext, Outcome } from '../command';
import type { StopSignal } from '../host';
import { DEFAULT_ENDPOINT_PORT } from '../options';
import { labPaths } from '../paths';
import type { StopRequest } from './stop-request';
import { upHere } from './up-here';

/** A lab that a command starts for itself, and ends. */
export interface OwnLab {
  up(options: { readonly download?: boolean }): Promise<void>;
  /** Ends it, if it is there; throws when something of it stays. Twice is fine. */
  down(): Promise<void>;
  /** Resolves with the exit code when somebody has stopped it. */
  untilStopped(): Promise<number>;
}

/** What is shown of the CDK CLI's output when the lab does not come up. */
const TAIL_LINES = 20;

/**
 * A lab in this process, told by signals of its own when to end: the user's go to the command, which passes them on. What the CDK CLI
 * says goes into `.lab/cdk.log`.
 */
export function labOfItsOwn(context: CommandContext, stop: StopRequest): OwnLab {
  const signals = new EventEmitter();
  const ask = (signal: StopSignal) => signals.emit(signal, signal);
  void stop.requested.then(ask);
  void stop.hurried.then(ask);
  let running: Promise<Outcome<unknown>> | undefined;
  const ended = async () => (await running)?.foreground?.() ?? 0;
  return {
    async up({ download }) {
      const { state } = labPaths(context.root);
      mkdirSync(state, { recursive: true });
      const log = join(state, 'cdk.log');
      const output = openSync(log, 'w');
      try {
        const { seed, rate: traffic } = HISTORY_DEFAULTS;
        const settings = { traffic, seed, port: DEFAULT_ENDPOINT_PORT, network: 'auto' as const };
        const quiet = { ...context, signals, childOutput: output };
        running = upHere(quiet, { ...settings, ...(download === false && { download }) });
        await running;
      } catch (error) {
        if (!stop.signal.aborted) {
          readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).forEach(context.progress);
        }
        running = undefined;
        throw error;
      } finally {
        closeSync(output);
      }
    },
    async down() {
      if (running === undefined) return;
      ask('SIGTERM');
      const exitCode = await ended();
      running = undefined;
      if (exitCode !== 0) throw new LabError('DoesNotStop', 'the lab did not end in order; look with "npx lab status"');
    },
    untilStopped: ended,
  };
}
