import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';
import type { CommandOption } from '../command';
import { oneOf, WHICH_LAB, type WhichLab } from '../options';
import { durationOption } from '../slo/incident-options';

/** What every command has that changes something and follows it. */
export interface LeverOptions extends WhichLab {
  /** False with `--no-follow`. */
  readonly follow?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

export function leverOptions(timeout: string): CommandOption[] {
  return [
    { flags: '--no-follow', description: 'do it and return at once' },
    durationOption('--timeout <time>', 'how long to follow it at most', timeout),
    ...WHICH_LAB,
  ];
}

/** Which of the lab's two services. */
export type ServiceWord = 'app' | 'observability';

export function serviceOption(description: string): CommandOption {
  return {
    flags: '--service <service>',
    description,
    default: 'app',
    parse: oneOf<ServiceWord>('--service', ['app', 'observability']),
  };
}

export function serviceNamed(word: ServiceWord): string {
  return word === 'app' ? APP_SERVICE : OBSERVABILITY_SERVICE;
}

export const taskOption: CommandOption = {
  flags: '--task <id>',
  description: 'the task whose id begins like this (default: one that runs)',
};
