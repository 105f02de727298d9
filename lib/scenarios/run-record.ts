import { z } from 'zod';
import { KINDS, SIGHTS, TARGETS, VANTAGES } from './model';

const clock = z.enum(['real', 'class']);

const predictedAlert = z.strictObject({
  alert: z.string(),
  slo: z.string(),
  /** `99.9%` */
  objective: z.string(),
  clock,
  tier: z.string(),
  action: z.enum(['page', 'ticket']),
  severity: z.enum(['P0', 'P1', 'P2', 'P3']),
  /** Seconds of the run. */
  firesAt: z.number(),
  /** Null: later than was looked. */
  clearsAt: z.number().nullable(),
});

const spending = z.strictObject({
  slo: z.string(),
  objective: z.string(),
  clock,
  /** What is left of the budget: 1 is all of it, below 0 it is overspent. */
  before: z.number(),
  after: z.number(),
  /** `before` − `after`. */
  spent: z.number(),
});

const prediction = z.strictObject({
  alerts: z.array(predictedAlert),
  budgets: z.array(spending),
  /** From the end of the last step until nobody is hurt any more. */
  recoverySeconds: z.number(),
  seenBy: z.enum(VANTAGES),
  /** Why it cannot be relied on; null when it can. */
  doubt: z.string().nullable(),
});

const seenAlert = z.strictObject({
  alert: z.string(),
  /** Absent for cause and absence alerts: null. */
  slo: z.string().nullable(),
  objective: z.string().nullable(),
  clock: clock.nullable(),
  tier: z.string().nullable(),
  action: z.string().nullable(),
  severity: z.string().nullable(),
  summary: z.string(),
  /** Seconds of the run. */
  firedAt: z.number(),
  /** Null: it still fired at the end. */
  clearedAt: z.number().nullable(),
});

const facts = z.strictObject({
  alerts: z.array(seenAlert),
  budgets: z.array(spending),
  /** From the end of the last step to the first look at which the lab was steady again; null: it was not seen. */
  recoverySeconds: z.number().nullable(),
  sees: z.array(z.enum(SIGHTS)),
  seenBy: z.enum(VANTAGES),
  /** What the load's sender counted; null without a load. */
  load: z.strictObject({ sent: z.number(), errors: z.number() }).nullable(),
});

const verdict = z.strictObject({
  /** `alert`, `silent`, `budget`, `recovery`, `seen by`, `sees`, `restored` */
  about: z.string(),
  expected: z.string(),
  got: z.string(),
  isMet: z.boolean(),
});

const step = z.strictObject({
  what: z.string(),
  /** Seconds of the run; when it was planned. */
  at: z.number(),
  /** When it was done; null: it was not. */
  doneAt: z.number().nullable(),
  /** When it was undone, or ended by itself; null for what has no end, or when it was not seen. */
  endedAt: z.number().nullable(),
  /** What was said when it was done, or why it could not be. */
  said: z.string().nullable(),
});

const restored = z.strictObject({
  isRestored: z.boolean(),
  /** `run`: the run itself; `guardian`: because the run died; `later`: a later `lab run`. */
  by: z.enum(['run', 'guardian', 'later']),
  at: z.iso.datetime(),
  said: z.array(z.string()),
});

const override = z.strictObject({ name: z.string(), reason: z.string(), refusals: z.array(z.string()) });

const record = z.strictObject({
  version: z.literal(1),
  /** The scenario's; `blind` until it is revealed. */
  id: z.string(),
  title: z.string(),
  kind: z.enum(KINDS).nullable(),
  cluster: z.string(),
  endpoint: z.string().nullable(),
  target: z.enum(TARGETS),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Drawn by this seed; null for a run whose scenario was named. */
  blind: z.strictObject({ seed: z.number(), isRevealed: z.boolean() }).nullable(),
  /** All of the record, base64, while it is blind: nobody reads it by accident. */
  sealed: z.string().nullable(),
  steps: z.array(step),
  prediction: prediction.nullable(),
  facts: facts.nullable(),
  verdicts: z.array(verdict),
  outcome: z.enum(['running', 'met', 'not met', 'aborted', 'interrupted', 'failed']),
  /** Why it was aborted or failed. */
  problem: z.string().nullable(),
  restored: restored.nullable(),
  /** Who let it run although the budget was gone. */
  override: override.nullable(),
});

export type RunRecord = z.infer<typeof record>;
export type Prediction = z.infer<typeof prediction>;
export type Facts = z.infer<typeof facts>;
export type SeenAlert = z.infer<typeof seenAlert>;
export type Verdict = z.infer<typeof verdict>;
export type RunStep = z.infer<typeof step>;
export type Restored = z.infer<typeof restored>;
export type Override = z.infer<typeof override>;

/** A run record as it was written; undefined when the text is none, or one of another version. */
export function parseRunRecord(text: string): RunRecord | undefined {
  try {
    return record.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** `2026-11-21T150405Z-partial-failure.json`: in the order of time, without a colon, which Windows refuses in names. */
export function recordFileName({ startedAt, id }: Pick<RunRecord, 'startedAt' | 'id'>): string {
  return `${startedAt.replaceAll(':', '')}-${id}.json`;
}

/** The record as it is shown while it is blind: what anybody sees of the lab, and nothing of what was done. */
export function sealRecord(whole: RunRecord): RunRecord {
  if (whole.blind === null || whole.blind.isRevealed) return whole;
  return {
    ...whole,
    id: 'blind',
    title: 'A blind incident',
    kind: null,
    steps: [],
    prediction: null,
    verdicts: [],
    sealed: Buffer.from(JSON.stringify({ ...whole, sealed: null })).toString('base64'),
    restored: whole.restored && { ...whole.restored, said: [] },
  };
}

/** The whole record of a sealed one; itself when it is not sealed. */
export function openRecord(shown: RunRecord): RunRecord {
  const whole = shown.sealed === null ? undefined : parseRunRecord(Buffer.from(shown.sealed, 'base64').toString());
  return whole === undefined ? shown : { ...whole, blind: whole.blind && { ...whole.blind, isRevealed: true } };
}
