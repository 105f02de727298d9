import { LabError } from '../model/errors';
import { isLabName, LAB_NAME_RULE } from '../model/lab';
import type { CommandOption } from './command';

export const DEFAULT_ENDPOINT_PORT = 4566;

export function portOption(fallback: number): CommandOption {
  return {
    flags: '--port <port>',
    description: 'port of the AWS endpoint on 127.0.0.1; 0 takes a free one',
    default: fallback,
    parse: wholeNumber('--port', 0, 65_535),
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(flag: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new LabError('InvalidArgument', `${flag} is "${text}"; allowed: ${words.join(', ')}`);
  };
}

/** Where a lab is or shall be: on this machine, or in the AWS account that the environment names. */
export type Target = 'local' | 'aws';

export function targetOption(description: string): CommandOption {
  return {
    flags: '--target <target>',
    description,
    parse: oneOf<Target>('--target', ['local', 'aws']),
  };
}

/** The name of a lab, by the rule of `-c lab`. */
export function labName(flag: string): (text: string) => string {
  return (text) => {
    if (isLabName(text)) return text;
    throw new LabError('InvalidArgument', `${flag} is "${text}"; allowed: ${LAB_NAME_RULE}`);
  };
}

/** Which lab a command asks; `reachLab` finds it. */
export interface WhichLab {
  readonly target?: Target;
  readonly lab?: string;
}

export const WHICH_LAB: readonly CommandOption[] = [
  targetOption('which lab: the one of this folder ("laptop"), or the environment\'s ("aws")'),
  {
    flags: '--lab <name>',
    description: 'the lab of "-c lab=<name>", such as a team of "lab class up"',
    parse: labName('--lab'),
  },
];

/** Reads a whole number between two bounds. */
export function wholeNumber(flag: string, lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= lowest && value <= highest) return value;
    throw new LabError('InvalidArgument', `${flag} is "${text}"; allowed: a whole number from ${lowest} to ${highest}`);
  };
}

/** Reads a number above zero. */
export function positiveNumber(flag: string): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value > 0) return value;
    throw new LabError('InvalidArgument', `${flag} is "${text}"; allowed: a number above 0, such as 10`);
  };
}
