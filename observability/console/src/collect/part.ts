import type { Part } from '../snapshot';

/** A part of the picture, learned again and again; what was known stays, with its moment, when a question fails. */
export interface Learned<T> {
  get(): Part<T>;
  /** Never rejects. */
  learn(ask: () => Promise<T>): Promise<T | undefined>;
}

export function learned<T>(now: () => number): Learned<T> {
  let part: Part<T> = { at: null, data: null, error: 'not asked yet' };
  return {
    get: () => part,
    async learn(ask) {
      try {
        const data = await ask();
        part = { at: new Date(now()).toISOString(), data, error: null };
        return data;
      } catch (error) {
        part = { ...part, error: error instanceof Error ? error.message : String(error) };
        return undefined;
      }
    },
  };
}
