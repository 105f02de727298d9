import type { Check, CheckKind } from '../model';

/** `open`: nobody answered yet, or nobody can tell yet. */
export type Status = 'pass' | 'fail' | 'open';

/** What came of one check. */
export interface Verdict {
  readonly status: Status;
  /** What is there, for a person. */
  readonly seen: string;
  /** What should be there. */
  readonly expected: string;
  /** Why it went wrong or is open, and what to do; empty when it passed. */
  readonly because: string;
}

/** A verdict with the check that it is of. */
export interface CheckResult extends Verdict {
  readonly id: string;
  readonly kind: CheckKind;
  readonly points: number;
  readonly question: string;
  readonly readOn: string;
  /** As the student gave it; absent for checks that look for themselves. */
  readonly answer?: string;
}

/** Puts a check and its verdict together. */
export function resultOf(check: Check, verdict: Verdict, answer?: string): CheckResult {
  const { id, kind, points, question, readOn } = check;
  return { id, kind, points, question, readOn, ...verdict, ...(answer === undefined ? {} : { answer }) };
}

/** Whether a student answers checks of this kind with words. */
export function wantsAnswer(check: Check): boolean {
  return check.kind === 'number' || check.kind === 'choice' || (check.kind === 'run' && check.cause);
}

export function pass(seen: string, expected: string): Verdict {
  return { status: 'pass', seen, expected, because: '' };
}

export function fail(seen: string, expected: string, because: string): Verdict {
  return { status: 'fail', seen, expected, because };
}

export function open(expected: string, because: string, seen = 'nothing yet'): Verdict {
  return { status: 'open', seen, expected, because };
}
