/** What a client saw that asked again and again, not waiting for answers. */
export interface Seen {
  readonly answered: number;
  /** What was not answered with 200: the status, or the error. */
  readonly failures: readonly string[];
}

/** Asks every `everyMs` on a connection of its own, as a new browser tab does, until stopped. */
export function askEvery(everyMs: number, url: string): { stop(): Promise<Seen> } {
  const failures: string[] = [];
  const waiting = new Set<Promise<boolean>>();
  let answered = 0;
  const timer = setInterval(() => {
    const request: Promise<boolean> = ask(url).then((failure) => {
      if (failure === undefined) answered += 1;
      else failures.push(`${new Date().toISOString()} ${failure}`);
      return waiting.delete(request);
    });
    waiting.add(request);
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(waiting);
      return { answered, failures };
    },
  };
}

/** Why the request failed; undefined when it did not. */
async function ask(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(5_000) });
    await response.text();
    return response.status === 200 ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return String((error as { readonly cause?: unknown }).cause ?? error);
  }
}
