import { fail, open, pass, type Verdict } from './verdict';

/** What is left of a lab. */
export interface Remains {
  /** A line for each thing: `the lab of process 123 runs`, `log group /SreSloLab/app`. */
  readonly left: readonly string[];
  /** What could not be looked at, and why. */
  readonly unknown: readonly string[];
  /** What was looked at. */
  readonly looked: string;
}

const EXPECTED = 'nothing is left: no stack, cluster, task, log group or process of the lab';

export function gradeGone({ left, unknown, looked }: Remains): Verdict {
  if (left.length > 0) {
    const because = `take it away with "npx lab down", on AWS with "npx cdk destroy" and "npx lab sweep --target aws"\n${left.slice(0, 10).join('\n')}`;
    return fail(`${left.length} ${left.length === 1 ? 'thing' : 'things'} left`, EXPECTED, because);
  }
  if (unknown.length > 0) return open(EXPECTED, unknown.join('\n'), looked);
  return pass(`nothing left; looked at ${looked}`, EXPECTED);
}
