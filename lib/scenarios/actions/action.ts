import type { Fields } from '../../slo/input/place';
import type { Load, Target } from '../model';

/**
 * A kind of action, pure: which words of a file mean it, what it may say, and what it does to requests. What it does to the
 * lab is in `lib/cli/scenarios/actions/`. A new one is a file here, a file there, and a line in both `index.ts`.
 */
export interface ActionType<Action extends { readonly name: string }> {
  /** What `action` may be in a file for it. */
  readonly words: readonly string[];
  /** The members that a word of it has besides `at`, `action` and `for`. */
  readonly members: (word: string) => readonly string[];
  /** Whether it has a time to live: `for` is then required, and refused otherwise. */
  readonly lasts: boolean;
  /** Reads its own members; undefined after the problem was told. */
  read(fields: Fields, word: string): Action | undefined;
  /** Whom it hurts and when, as far as that can be computed. */
  impacts(action: Action, time: StepTime): Impact[];
  /** One line of what is done: `10% of the requests of all routes fail`. */
  describe(action: Action): string;
}

/** A step's place in the run, in seconds. */
export interface StepTime {
  readonly at: number;
  readonly seconds: number;
  readonly target: Target;
}

/** What a stretch of time does to those who ask; shares are from 0 to 1. */
export interface Impact {
  readonly from: number;
  readonly to: number;
  /** The share of requests that nobody answers and no task counts; probes fail. */
  readonly lost?: number;
  /** The share of a route's requests that end in a server error. */
  readonly failing?: (route: string) => number;
  /** The share of a route's good answers that take longer than `seconds`. */
  readonly slowerThan?: (route: string, seconds: number) => number;
  /** The share of the data routes' answers that are not fresh. */
  readonly notFresh?: number;
  /** Requests a second that come on top; without a mix, of the load's. */
  readonly extra?: Load;
}

/** How long a killed or stopped task is missing until another one answers: measured here, AWS' from facts of Fargate. */
export const REPLACEMENT_SECONDS: Readonly<Record<Target, number>> = { local: 1, aws: 45 };

/** … until Prometheus has found it as well, and the lab is steady: a wait that hurts nobody. */
const STEADY_SECONDS: Readonly<Record<Target, number>> = { local: 9, aws: 75 };

/** How long a lab is not steady after `at`. */
export function unsteady(at: number, target: Target): Impact {
  return { from: at, to: at + STEADY_SECONDS[target] };
}

/** One of the lab's two services, as commands call them. */
export const SERVICE_WORDS = ['app', 'observability'] as const;
export type ServiceWord = (typeof SERVICE_WORDS)[number];
