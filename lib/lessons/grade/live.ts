import type { LessonNumber } from '../model';

/** One element of what Prometheus answers to an instant query. */
export interface LiveSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What the names of expressions stand for now. */
export interface LiveNumbers {
  readonly values: ReadonlyMap<string, number>;
  /** Why there is no number: by name, a sentence. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Asks an instant query; undefined when no Prometheus answers. */
export type Ask = (query: string) => Promise<readonly LiveSample[] | undefined>;

/** Asks for those of a lesson's numbers that are needed; `ask` is undefined where no lab runs. */
export async function liveNumbers(
  numbers: ReadonlyMap<string, LessonNumber>,
  needed: readonly string[],
  ask: Ask | undefined,
): Promise<LiveNumbers> {
  const values = new Map<string, number>();
  const missing = new Map<string, string>();
  for (const name of needed) {
    const number = numbers.get(name);
    if (number?.kind === 'constant') values.set(name, number.value);
    if (number?.kind !== 'live') continue;
    const samples = await ask?.(number.query);
    const [only] = samples ?? [];
    if (!ask) missing.set(name, 'no lab runs; start one with "npx lab up"');
    else if (!samples) missing.set(name, 'Prometheus does not answer; see "npx lab status"');
    else if (samples.length !== 1 || !only)
      missing.set(
        name,
        `Prometheus has ${samples.length} answers to ${number.query}, and one is needed; is the lab young, or without its SLO rules?`,
      );
    else if (!Number.isFinite(only.value))
      missing.set(name, `Prometheus answers ${only.value} to ${number.query}; wait until there is traffic`);
    else values.set(name, only.value);
  }
  return { values, missing };
}
