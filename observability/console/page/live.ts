import { useEffect, useState } from 'preact/hooks';
import { applied, type Changes } from '../src/http/changes';
import type { Snapshot } from '../src/snapshot';

export interface Live {
  /** Undefined until the first picture is here. */
  readonly picture: Snapshot | undefined;
  /** Milliseconds since the epoch by the server's clock: the browser's may be wrong. */
  readonly now: number;
  /** Milliseconds since the server was last heard. */
  readonly silentFor: number;
}

/** Longer than this without a word, what is shown is old. */
export const SILENCE_MS = 5_000;

/** Follows the server's stream for as long as the page is there; the browser connects again by itself. */
export function useLive(): Live {
  const [{ picture, heardAt }, setHeard] = useState<{ picture: Snapshot | undefined; heardAt: number }>({
    picture: undefined,
    heardAt: performance.now(),
  });
  const [ticked, setTicked] = useState(performance.now());

  useEffect(() => {
    let source: EventSource;
    const connect = () => {
      source = new EventSource('/sre/stream');
      source.addEventListener('changes', ({ data }: MessageEvent<string>) => {
        const changes = JSON.parse(data) as Changes;
        setHeard((before) => ({
          picture: applied(before.picture, changes) ?? before.picture,
          heardAt: performance.now(),
        }));
      });
      // A refused stream, as with too many viewers, is not asked for again by the browser.
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, 3_000);
      });
    };
    let retry = 0;
    connect();
    const ticker = window.setInterval(() => setTicked(performance.now()), 1_000);
    return () => {
      window.clearTimeout(retry);
      window.clearInterval(ticker);
      source.close();
    };
  }, []);

  const silentFor = Math.max(0, Math.max(ticked, heardAt) - heardAt);
  return { picture, silentFor, now: (picture ? Date.parse(picture.now) : Date.now()) + silentFor };
}

export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: string | undefined;
}

/** Asks for JSON again and again while the page can be seen; what was known for another `url` is forgotten. */
export function useJson<T>(url: string | undefined, everyMs: number): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { url: string | undefined }>({
    url,
    data: undefined,
    error: undefined,
  });
  useEffect(() => {
    if (url === undefined) return undefined;
    const abort = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        if (!document.hidden) {
          const response = await fetch(url, { signal: abort.signal });
          const body = (await response.json()) as T & { error?: string };
          if (response.ok) setAsked({ url, data: body, error: undefined });
          else
            setAsked((before) => ({ ...before, url, error: body.error ?? `the console answered ${response.status}` }));
        }
      } catch {
        if (!abort.signal.aborted) setAsked((before) => ({ ...before, url, error: 'the console does not answer' }));
      }
      if (!abort.signal.aborted) timer = window.setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [url, everyMs]);
  return asked.url === url ? asked : { data: undefined, error: undefined };
}
