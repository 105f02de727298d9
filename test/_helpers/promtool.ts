import { spawnSync } from 'node:child_process';
import { findProgram } from '../../lib/cli/find-program';

const PROMTOOL = findProgram('promtool', process.env);

/** `describe`, or a skip that says why. */
export const describeWithPromtool: jest.Describe = PROMTOOL ? describe : describe.skip;

export function titled(title: string): string {
  return PROMTOOL ? title : `${title} (skipped: no promtool on PATH; it comes with Prometheus)`;
}

/** Runs the real promtool; its output is in the failure's message. */
export function promtool(args: readonly string[], options: { readonly input?: string } = {}): { output: string } {
  const { status, stdout, stderr } = spawnSync(PROMTOOL ?? 'promtool', args, { encoding: 'utf8', ...options });
  const output = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`promtool ${args.join(' ')} ended with exit code ${status}:\n${output}`);
  return { output };
}
