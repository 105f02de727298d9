import type { Tier } from '../model';
import type { AnnotationName, Annotations } from './annotations';
import { NAME, rounded } from './common-types';
import { parseSeconds } from './duration';
import { didYouMean } from './nearest';
import { refuse, spotOf, type Place, type Spot } from './place';
import { text } from './value-types';
import { cut } from './written';

/** A `Tier` before the period is known that a budget share is a share of. */
export type TierDraft = Omit<Tier, 'burnRate' | 'source'> & {
  readonly spot: Spot;
  readonly speed: { readonly burnRate: number } | { readonly budgetShare: number };
};

export const TIER_ANNOTATION: AnnotationName = { name: 'tier.<name>', matches: (name) => name.startsWith('tier.') };

const EXAMPLE = 'action=page severity=P1 long=1h short=5m burn-rate=14.4 keep-firing=30s';
const KEYS = ['action', 'severity', 'long', 'short', 'burn-rate', 'budget-share', 'keep-firing'] as const;
type Key = (typeof KEYS)[number];
const DURATION = 'a whole number above 0 and s, m, h, d or w, such as 60s';

const tierText = text(`words such as "${EXAMPLE}"`);

/** The ladder that the annotations `tier.<name>` of an alert policy say, as it is written. */
export function readTiers(annotations: Annotations): TierDraft[] {
  return [...annotations].flatMap(([name, place]) => {
    if (!TIER_ANNOTATION.matches(name)) return [];
    return readTier(name.slice('tier.'.length), place) ?? [];
  });
}

function readTier(name: string, place: Place): TierDraft | undefined {
  if (!NAME.test(name)) {
    return refuse(place, `a tier is named tier.<name> with lower-case letters, digits and "-", such as tier.page-fast`);
  }
  const line = tierText.read(place);
  if (line === undefined) return undefined;
  const before = place.reading.problems.length;
  const words = readWords(place, line);
  const action = word('action', /^(?:page|ticket)$/, 'page, ticket');
  const severity = word('severity', /^P[0-3]$/, 'P0, P1, P2, P3');
  const longSeconds = duration('long');
  const shortSeconds = duration('short');
  const speed = readSpeed();
  const keepFiringSeconds = words.has('keep-firing') ? duration('keep-firing') : 0;
  if (longSeconds !== undefined && shortSeconds !== undefined && shortSeconds >= longSeconds) {
    tell('short', words.get('short')!, `allowed: shorter than the long window, which is ${words.get('long')!}`);
  }
  if (place.reading.problems.length > before) return undefined;
  if (!isAction(action) || !isSeverity(severity) || !speed) return undefined;
  if (longSeconds === undefined || shortSeconds === undefined || keepFiringSeconds === undefined) return undefined;
  return { name, action, severity, longSeconds, shortSeconds, speed, keepFiringSeconds, spot: spotOf(place) };

  function tell(key: string, got: string, message: string): undefined {
    place.reading.problems.push({ ...spotOf(place), path: `${place.path}.${key}`, got: cut(got), message });
    return undefined;
  }

  function word(key: Key, pattern: RegExp, allowed: string): string | undefined {
    const value = words.get(key);
    if (value === undefined) return tell(key, 'nothing', `allowed: ${allowed}`);
    if (pattern.test(value)) return value;
    return tell(key, value, `allowed: ${allowed}${didYouMean(value, allowed.split(', '))}`);
  }

  function duration(key: Key): number | undefined {
    const value = words.get(key);
    if (value === undefined) return tell(key, 'nothing', `allowed: ${DURATION}`);
    return parseSeconds(value) ?? tell(key, value, `allowed: ${DURATION}`);
  }

  function readSpeed(): TierDraft['speed'] | undefined {
    const [rate, budget] = [words.get('burn-rate'), words.get('budget-share')];
    if (rate !== undefined && budget !== undefined) {
      return tell('budget-share', budget, 'allowed: one of burn-rate and budget-share, not both');
    }
    if (budget !== undefined) {
      const percentage = /^\d{1,3}(?:\.\d{1,6})?%$/.test(budget) ? Number(budget.slice(0, -1)) : 0;
      if (percentage > 0 && percentage <= 100) return { budgetShare: rounded(percentage / 100) };
      return tell('budget-share', budget, 'allowed: above 0% and at most 100%, such as 2%');
    }
    if (rate === undefined) return tell('burn-rate', 'nothing', 'allowed: one of burn-rate and budget-share');
    const value = /^\d{1,5}(?:\.\d{1,6})?$/.test(rate) ? Number(rate) : 0;
    if (value > 0 && value <= 10_000) return { burnRate: value };
    return tell('burn-rate', rate, 'allowed: above 0 and at most 10000, such as 14.4');
  }
}

/** `key=value` words in any order. */
function readWords(place: Place, line: string): Map<string, string> {
  const words = new Map<string, string>();
  const tell = (key: string, got: string, message: string) =>
    place.reading.problems.push({ ...spotOf(place), path: `${place.path}${key}`, got: cut(got), message });
  for (const pair of line
    .split(/\s+/)
    .filter((one) => one !== '')
    .slice(0, 100)) {
    const [, key, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined) tell('', pair, `allowed: words such as "${EXAMPLE}"`);
    else if (!KEYS.some((known) => known === key)) {
      tell(`.${cut(key)}`, value, `no such word here${didYouMean(key, KEYS)}; allowed: ${KEYS.join(', ')}`);
    } else if (words.has(key)) tell(`.${key}`, value, 'allowed: once in a tier; delete one of them');
    else words.set(key, value);
  }
  return words;
}

function isAction(word: string | undefined): word is Tier['action'] {
  return word === 'page' || word === 'ticket';
}

function isSeverity(word: string | undefined): word is Tier['severity'] {
  return word === 'P0' || word === 'P1' || word === 'P2' || word === 'P3';
}
