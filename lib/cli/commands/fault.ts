import { LabError } from '../../model/errors';
import type { Command } from '../command';
import type { FaultOptions, FaultReport } from '../faults/run-fault';
import { FAULT_TYPES, parseMembers, parseStrength } from '../faults/fault-request';
import { formatFault } from '../format/fault';
import { leverOptions } from '../levers/lever-options';
import { durationOption } from '../slo/incident-options';

/** `lab fault`: faults on request, on every task of the app. */
export const fault: Command<FaultOptions, FaultReport> = {
  name: 'fault',
  summary: 'break the app on request, on every task, and follow it until the SLI has recovered',
  description:
    `Types: ${FAULT_TYPES.join(', ')}; docs/faults.md says what each does and what its strength is. "list" shows what is active, and ` +
    '--off ends one. "--off all" is the panic button: every fault of every task and what scenarios left, and it says what it could not end. ' +
    'A task that is replaced loses its faults.',
  examples: [
    'npx lab fault error --strength 10% --for 2m',
    'npx lab fault latency --route /api/users --strength 300ms --with ratio=0.2',
    'npx lab fault network-loss --strength 20% --for 1m',
    'npx lab fault bandwidth --strength 2kB/s --for 1m',
    'npx lab fault list',
    'npx lab fault --off all',
  ],
  argument: { syntax: '[type]', description: 'which fault, or "list"' },
  options: [
    { flags: '--strength <strength>', description: 'how strong: 10%, 200ms, 10kB/s, 0.5', parse: parseStrength },
    { flags: '--route <route>', description: 'only on this route, such as /api/users (default: all)' },
    durationOption('--for <time>', 'how long, up to 1h', '5m'),
    { flags: '--with <members>', description: 'other members, such as status=503,owner=ana', parse: parseMembers },
    { flags: '--off <id>', description: 'end the fault of this id, or "all"' },
    {
      flags: '--token <token>',
      description: "the app's CHAOS_TOKEN (default: CHAOS_TOKEN of the environment)",
    },
    ...leverOptions('1h'),
  ],
  async run(context, options) {
    const { listFaults, removeFaults, setFault }: typeof import('../faults/run-fault') = require('../faults/run-fault');
    const { type, off } = options;
    if (off !== undefined && type !== undefined) {
      throw new LabError('InvalidArgument', `--off ends a fault and "${type}" would set one; give one of them`);
    }
    if (off !== undefined) return removeFaults(context, options, off);
    if (type === 'list') return listFaults(context, options);
    if (type === undefined) {
      throw new LabError(
        'InvalidArgument',
        `which fault is missing; there are: ${FAULT_TYPES.join(', ')}; "list" shows what is active`,
      );
    }
    return setFault(context, options, type);
  },
  format: formatFault,
};
