import type { Command } from '../command';
import type { Check } from '../doctor/check';
import { checksOf, firstProblem } from '../doctor/checks';
import { DEFAULT_ENDPOINT_PORT, portOption } from '../options';
import { formatDoctor } from '../format/doctor';
import { labPaths } from '../paths';

export interface DoctorReport {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

/** `lab doctor`: can the lab run on this machine, and what to do if not. */
export const doctor: Command<{ readonly port: number }, DoctorReport> = {
  name: 'doctor',
  summary: 'check whether the lab can run on this machine',
  description: 'Changes nothing. Exit code 1 when something keeps the lab from starting.',
  examples: ['npx lab doctor', 'npx lab doctor --json'],
  options: [portOption(DEFAULT_ENDPOINT_PORT)],
  async run({ root, environment }, { port }) {
    const { examineMachine }: typeof import('../doctor/examine') = require('../doctor/examine');
    const checks = checksOf(await examineMachine({ environment, paths: labPaths(root), endpointPort: port }));
    const ready = firstProblem(checks) === undefined;
    return { data: { ready, checks }, exitCode: ready ? 0 : 1 };
  },
  format: formatDoctor,
};
