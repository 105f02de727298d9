/** Keeps an answer for a moment, so that a room of viewers is one question. */
export interface Answers<T> {
  get(key: string, ask: () => Promise<T>): Promise<T>;
}

/** @param most how many answers are kept */
export function createAnswers<T>(keepMs: number, most: number, now: () => number = Date.now): Answers<T> {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return {
    get(key, ask) {
      const kept = known.get(key);
      if (kept !== undefined && kept.until > now()) return kept.answer;
      const answer = ask();
      known.delete(key);
      known.set(key, { until: now() + keepMs, answer });
      // A failure is not worth keeping.
      answer.catch(() => {
        if (known.get(key)?.answer === answer) known.delete(key);
      });
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return answer;
    },
  };
}
