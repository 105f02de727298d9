/** What a lesson file says once it is read: plain data, durations in seconds, Markdown as it is written. */
import type { Clock, Source } from '../slo/model';
import type { Expression } from './expression';

export type Target = 'local' | 'aws';

/** One lesson: `docs/lessons/NN-slug.md`. */
export interface Lesson {
  /** The number in the file's name: `lab lesson 5`. */
  readonly number: number;
  /** The words in the file's name: `predict-then-inject`. */
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** It is part of the 60-minute plan. */
  readonly core: boolean;
  readonly targets: readonly Target[];
  /** What doing it as written spends of error budgets. */
  readonly cost: readonly BudgetCost[];
  /** The scenario that its steps run. */
  readonly scenario: string | undefined;
  /** What expressions may name. */
  readonly numbers: ReadonlyMap<string, LessonNumber>;
  readonly checks: readonly Check[];
  /** Markdown. */
  readonly goal: string;
  /** The numbered items of `## Steps`, Markdown each. */
  readonly steps: readonly string[];
  /** Markdown in front of the first step. */
  readonly beforeSteps: string;
  readonly hints: readonly Hint[];
  /** Markdown. */
  readonly readOn: string;
  readonly source: Source;
}

/** A share of one objective's budget. */
export interface BudgetCost {
  readonly slo: string;
  /** As `objectiveLabel` writes it: `99%`. */
  readonly objective: string;
  readonly clock: Clock['name'];
  /** 36 is 36 % of the budget. */
  readonly percent: number;
}

/** A constant, or what Prometheus says now: a query whose answer is one sample. */
export type LessonNumber =
  { readonly kind: 'constant'; readonly value: number } | { readonly kind: 'live'; readonly query: string };

export interface Hint {
  /** The check that it helps with; undefined for the lesson as a whole. */
  readonly check: string | undefined;
  /** What taking it costs. */
  readonly points: number;
  /** Markdown. */
  readonly text: string;
}

interface CheckBase {
  /** Unique in the lesson. */
  readonly id: string;
  /** What it is worth. */
  readonly points: number;
  /** Markdown: the item of `## Questions` that begins with the id. */
  readonly question: string;
  /** Where to read when it went wrong: a path in the project, or a URL. */
  readonly readOn: string;
  readonly source: Source;
}

export type Check =
  NumberCheck | ChoiceCheck | QueryCheck | FiredCheck | OwnFileCheck | ReportCheck | RunCheck | GoneCheck;
export type CheckKind = Check['kind'];

/** A number that the student worked out. */
export interface NumberCheck extends CheckBase {
  readonly kind: 'number';
  readonly equals: Expression;
  readonly within: Tolerance;
  /** Such as `%`; empty for none. */
  readonly unit: string;
  readonly mistakes: readonly NumberMistake[];
}

/** How far an answer may be off: in the answer's own unit, or as a share of what is expected. */
export type Tolerance = { readonly kind: 'absolute' | 'relative'; readonly value: number };

/** A wrong number, and what somebody thought who came to it. */
export interface NumberMistake {
  readonly equals: Expression;
  readonly because: string;
}

/** One of several. */
export interface ChoiceCheck extends CheckBase {
  readonly kind: 'choice';
  /** Letter → Markdown. */
  readonly choices: ReadonlyMap<string, string>;
  readonly right: string;
  /** For each letter but the right one: why it is wrong. */
  readonly because: ReadonlyMap<string, string>;
}

/** What must hold on the lab now. */
export interface QueryCheck extends CheckBase {
  readonly kind: 'query';
  /** PromQL that has an answer when it holds, and none when it does not. */
  readonly holds: string;
  /** PromQL that shows how it is. */
  readonly shows: string | undefined;
  /** What is expected, in words. */
  readonly expected: string;
  /** What is probably the matter when it does not hold. */
  readonly because: string;
}

/** A burn alert that fired after the lesson began, and is silent now. */
export interface FiredCheck extends CheckBase {
  readonly kind: 'fired';
  readonly slo: string;
  readonly clock: Clock['name'];
  /** Any of these; empty for every tier. */
  readonly tiers: readonly string[];
  /** How long it must have been silent. */
  readonly silentSeconds: number;
}

/** A file of the student's, tried with cases that are kept beside the lessons. */
export interface OwnFileCheck extends CheckBase {
  /** `slo`: an OpenSLO document, of which rules are generated; `rules`: rules for Prometheus. */
  readonly kind: 'slo' | 'rules';
  /** Where the student writes it, below the project's folder, unless the answer names another. */
  readonly file: string;
  /** The file of cases, below `docs/lessons`. */
  readonly cases: string;
}

/** An incident report of which the sections for people are filled in. */
export interface ReportCheck extends CheckBase {
  readonly kind: 'report';
  readonly file: string;
}

/** A scenario that was run after the lesson began, and went as its file says. */
export interface RunCheck extends CheckBase {
  readonly kind: 'run';
  /** Undefined for any: of a blind incident nobody knows its scenario. */
  readonly scenario: string | undefined;
  /** The student says what the cause was. */
  readonly cause: boolean;
}

/** Nothing is left of the lab. */
export interface GoneCheck extends CheckBase {
  readonly kind: 'gone';
}
