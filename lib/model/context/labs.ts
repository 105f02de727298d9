import { LabError } from '../errors';
import { readLabContext, type LabSettings } from '../lab-context';

/**
 * The settings of every lab that the context names: `-c lab=team-1,team-2` is two labs that differ in their names only, so
 * that a class is one synth. Throws a LabError that says what is wrong.
 */
export function readLabContexts(context: Readonly<Record<string, unknown>>): LabSettings[] {
  const { lab } = context;
  if (typeof lab !== 'string' || !lab.includes(',')) return [readLabContext(context)];
  const names = lab.split(',');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new LabError('LabTwice', `lab names ${JSON.stringify(twice)} twice; each lab needs a name of its own`);
  }
  return names.map((name) => readLabContext({ ...context, lab: name }));
}
