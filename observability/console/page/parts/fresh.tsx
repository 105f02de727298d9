import type { ComponentChildren } from 'preact';
import type { Part } from '../../src/snapshot';
import { ago, timeOfDay } from '../words';

/** Some of the console's questions take as long. */
const OLD_MS = 8_000;

/** Shows a part of the picture, and says when it is not of now, or not there at all. */
export function Fresh<T>({
  part,
  now,
  source,
  children,
}: {
  readonly part: Part<T>;
  readonly now: number;
  /** Who was asked: `Prometheus` */
  readonly source: string;
  readonly children: (data: T) => ComponentChildren;
}) {
  const { at, data, error } = part;
  if (data === null || at === null) {
    return (
      <p class="unknown">
        Not known:{' '}
        {error === 'not asked yet' ? `${source} is being asked.` : `${source} does not answer. ${error ?? ''}`}
      </p>
    );
  }
  const age = now - Date.parse(at);
  const old = age > OLD_MS;
  return (
    <div class={old ? 'stale' : undefined}>
      {old && (
        <p class="unknown">
          Old: as of {timeOfDay(at)}, {ago(age)}. {error !== null && `${source} does not answer: ${error}`}
        </p>
      )}
      {children(data)}
    </div>
  );
}
