import { LabError } from '../../model/errors';
import type { CommandOption } from '../command';

/** One `-c key=value`. */
export type ContextEntry = readonly [key: string, value: string];

/** `-c key=value`, as the CDK CLI has it. */
export const CONTEXT_OPTION: CommandOption = {
  flags: '-c, --context <key=value>',
  description: 'a setting of the lab, as for "cdk deploy"; may be given several times',
  parse: contextEntry,
  repeatable: true,
};

function contextEntry(text: string): ContextEntry {
  const [key = '', ...rest] = text.split('=');
  if (key !== '' && rest.length > 0) return [key, rest.join('=')];
  throw new LabError('InvalidArgument', `-c is "${text}"; allowed: key=value, such as -c profile=production`);
}
