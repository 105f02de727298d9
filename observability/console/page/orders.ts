import { useState } from 'preact/hooks';
import type { RoomInside } from '../src/snapshot';

/** What the console answered last, for the person who asked. */
export interface Answered {
  readonly good: boolean;
  readonly text: string;
}

/** `answer` is there when it was done; a status of 0 is no answer at all. */
export interface Reply {
  readonly status: number;
  readonly answer?: Answer;
}

/** What the console answers to orders of all kinds. */
export interface Answer {
  readonly said?: string;
  /** Of who has joined. */
  readonly name?: string;
  readonly token?: string;
  /** For the instructor. */
  readonly inside?: RoomInside;
}

export interface Orders {
  /** Never rejects: `said` tells what came of it. */
  readonly send: (path: string, body: object, token?: string) => Promise<Reply>;
  readonly said: Answered | undefined;
  readonly busy: boolean;
}

/** Everything that this page asks the console to do; a token goes into a header, never into a URL. */
export function useOrders(onTokenRefused?: () => void): Orders {
  const [said, setSaid] = useState<Answered>();
  const [busy, setBusy] = useState(false);
  return {
    said,
    busy,
    async send(path: string, body: object, token?: string) {
      setBusy(true);
      try {
        const response = await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify(body),
        });
        const answer = (await response.json()) as Answer & { error?: string };
        const text = answer.said ?? answer.error ?? (response.ok ? '' : `the console answered ${response.status}`);
        setSaid(text === '' ? undefined : { good: response.ok, text });
        if (response.status === 401) onTokenRefused?.();
        return { status: response.status, ...(response.ok && { answer }) };
      } catch {
        setSaid({ good: false, text: 'the console does not answer' });
        return { status: 0 };
      } finally {
        setBusy(false);
      }
    },
  };
}
