import type { QueryCheck } from '../model';
import type { LiveSample } from './live';
import { numberText } from './number';
import { fail, open, pass, type Verdict } from './verdict';

/** So many samples are told; more are counted. */
const SHOWN = 4;

/** Judges what Prometheus answered; undefined is no answer, with the reason in `why`. */
export function gradeQuery(
  { expected, because, shows }: QueryCheck,
  holds: readonly LiveSample[] | undefined,
  shown: readonly LiveSample[] | undefined,
  why: string,
): Verdict {
  if (!holds) return open(expected, why);
  const seen = samplesText(shows === undefined ? holds : (shown ?? []));
  return holds.length > 0 ? pass(seen, expected) : fail(seen, expected, because);
}

/** `{task="a"} 1, {task="b"} 0`; labels that say nothing are left out. */
export function samplesText(samples: readonly LiveSample[]): string {
  if (samples.length === 0) return 'nothing';
  const texts = samples.slice(0, SHOWN).map(({ labels, value }) => {
    const { __name__: name = '', ...others } = labels;
    const pairs = Object.entries(others).map(([label, text]) => `${label}="${text}"`);
    const selector = `${name}${pairs.length === 0 ? '' : `{${pairs.join(', ')}}`}`;
    return `${selector}${selector === '' ? '' : ' '}${Number.isFinite(value) ? numberText(value, '') : String(value)}`;
  });
  return [...texts, ...(samples.length > SHOWN ? [`and ${samples.length - SHOWN} more`] : [])].join(', ');
}
