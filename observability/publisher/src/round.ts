import type { Answer } from './ask-prometheus';

export interface Round {
  readonly ask: () => Promise<Answer | undefined>;
  readonly publish: (answer: Answer) => Promise<void>;
  readonly say: (level: 'info' | 'warn', message: string, fields: object) => void;
}

/**
 * One question and one publication. A failure is said once when it begins and once when it ends, and never ends the
 * program: the next minute may be better, and the alarm sees missing data for itself.
 */
export function createRound({ ask, publish, say }: Round): () => Promise<void> {
  let trouble: string | undefined;
  const tell = (now: string | undefined, fields: object) => {
    if (now === trouble) return;
    trouble = now;
    if (now === undefined) say('info', 'publishing', fields);
    else say('warn', now, fields);
  };
  return async () => {
    let answer: Answer | undefined;
    try {
      answer = await ask();
    } catch (error) {
      return tell('Prometheus cannot be asked', { reason: reasonOf(error) });
    }
    if (answer === undefined) return tell('Prometheus has no burn rate yet', {});
    try {
      await publish(answer);
    } catch (error) {
      return tell('CloudWatch does not take the metric', { reason: reasonOf(error) });
    }
    tell(undefined, { value: answer.value });
  };
}

/** `fetch` hides the socket's error in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
