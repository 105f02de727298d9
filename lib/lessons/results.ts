import { z } from 'zod';
import type { CheckResult } from './grade/verdict';
import type { Lesson } from './model';

const time = z.iso.datetime();
const lessonNumber = z.int().min(0).max(99);

const resultsSchema = z.strictObject({
  version: z.literal(1),
  student: z.string().min(1).max(60),
  /** When a lesson was begun, each time. */
  begun: z.array(z.strictObject({ lesson: lessonNumber, at: time })),
  /** The step of each lesson at which the student is; steps count from 1. */
  steps: z.array(z.strictObject({ lesson: lessonNumber, step: z.int().min(0) })),
  hints: z.array(z.strictObject({ lesson: lessonNumber, hint: z.int().min(1), points: z.int().min(0), at: time })),
  attempts: z.array(
    z.strictObject({
      lesson: lessonNumber,
      at: time,
      target: z.enum(['local', 'aws']).nullable(),
      checks: z.array(
        z.strictObject({
          id: z.string().min(1),
          status: z.enum(['pass', 'fail', 'open']),
          answer: z.string().optional(),
          seen: z.string(),
          expected: z.string(),
        }),
      ),
    }),
  ),
});

/** What one student did: `.lab/results/<student>.json`. It only grows. */
export type Results = z.infer<typeof resultsSchema>;

export function noResults(student: string): Results {
  return { version: 1, student, begun: [], steps: [], hints: [], attempts: [] };
}

/** Reads a results file's text, or tells in a sentence why it is none. */
export function readResults(text: string): { readonly results: Results } | { readonly fault: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { fault: text.trim() === '' ? 'it is empty' : 'it is no JSON; was it cut?' };
  }
  const version = z.object({ version: z.int() }).safeParse(data).data?.version;
  if (version !== undefined && version !== 1) return { fault: `it has version ${version}, and this lab reads 1` };
  const parsed = resultsSchema.safeParse(data);
  if (parsed.success) return { results: parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  return {
    fault: `it is no results file of "lab check": ${path === '' ? '' : `${path}: `}${issue?.message ?? 'unknown'}`,
  };
}

/** Notes that a lesson was begun; beginning again starts its clock anew. */
export function withBegun(results: Results, lesson: number, at: Date): Results {
  return { ...results, begun: [...results.begun, { lesson, at: at.toISOString() }] };
}

/** When a lesson was begun last. */
export function begunAt({ begun }: Results, lesson: number): Date | undefined {
  const last = begun.findLast((one) => one.lesson === lesson);
  return last && new Date(last.at);
}

export function withStep(results: Results, lesson: number, step: number): Results {
  return { ...results, steps: [...results.steps.filter((one) => one.lesson !== lesson), { lesson, step }] };
}

export function stepOf({ steps }: Results, lesson: number): number {
  return steps.find((one) => one.lesson === lesson)?.step ?? 0;
}

/** Notes a hint that was taken; the same one costs only once. */
export function withHint(results: Results, { number, hints }: Lesson, hint: number, at: Date): Results {
  if (hasTaken(results, number, hint)) return results;
  const points = hints[hint - 1]?.points ?? 0;
  return { ...results, hints: [...results.hints, { lesson: number, hint, points, at: at.toISOString() }] };
}

/** @param hint counts from 1 */
export function hasTaken({ hints }: Results, lesson: number, hint: number): boolean {
  return hints.some((one) => one.lesson === lesson && one.hint === hint);
}

export function withAttempt(
  results: Results,
  lesson: number,
  at: Date,
  target: 'local' | 'aws' | null,
  checks: readonly CheckResult[],
): Results {
  const kept = checks.map(({ id, status, answer, seen, expected }) => ({
    id,
    status,
    seen,
    expected,
    ...(answer === undefined ? {} : { answer }),
  }));
  return { ...results, attempts: [...results.attempts, { lesson, at: at.toISOString(), target, checks: kept }] };
}

/** When a check passed last, and with what; undefined when it never did. */
export function passedBefore(
  { attempts }: Results,
  lesson: number,
  check: string,
): { readonly at: string; readonly seen: string } | undefined {
  const attempt = attempts.findLast(
    (one) =>
      one.lesson === lesson &&
      one.checks.some(({ id, status, answer }) => id === check && status === 'pass' && answer !== undefined),
  );
  const passed = attempt?.checks.find(({ id }) => id === check);
  return attempt && passed && { at: attempt.at, seen: passed.seen };
}
