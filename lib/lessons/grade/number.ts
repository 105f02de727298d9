import { evaluate, namesIn } from '../expression';
import type { NumberCheck, Tolerance } from '../model';
import type { LiveNumbers } from './live';
import { fail, open, pass, type Verdict } from './verdict';

/** The names whose values a check needs, its mistakes too. */
export function numbersNeeded({ equals, mistakes }: NumberCheck): string[] {
  return [...new Set([equals, ...mistakes.map((mistake) => mistake.equals)].flatMap(namesIn))];
}

/** Judges a number; a wrong one is explained by the mistake that leads to it, where the lesson knows it. */
export function gradeNumber(check: NumberCheck, answer: string | undefined, { values, missing }: LiveNumbers): Verdict {
  const { equals, within, unit } = check;
  const why = namesIn(equals).flatMap((name) => missing.get(name) ?? [])[0];
  if (why !== undefined) return open('a number that the lab tells', why, answer ?? 'nothing yet');
  const right = evaluate(equals, values);
  if (answer === undefined) return open('a number', `answer it: --answer ${check.id}=…`);
  const given = parseNumber(answer, unit);
  if (given === undefined) {
    const such = unit === '' ? '33.3' : `33.3 or "33.3 ${unit}"`;
    return fail(`"${answer}"`, 'a number', `that is no number; write it such as ${such}`);
  }
  const expected = `${numberText(right, unit)}${allowance(within, unit)}`;
  const seen = numberText(given, unit);
  if (isWithin(given, right, within)) return pass(seen, expected);
  const mistake = nearestMistake(given, check, values);
  return fail(seen, expected, mistake?.because ?? generalMistake(given, right, within, unit));
}

/** The mistake that leads to the number; of those that are within the tolerance, the one that is nearest. */
function nearestMistake(
  given: number,
  { mistakes, within }: NumberCheck,
  values: LiveNumbers['values'],
): NumberCheck['mistakes'][number] | undefined {
  const distance = (one: NumberCheck['mistakes'][number]) => Math.abs(given - evaluate(one.equals, values));
  const fits = mistakes.filter((one) => isWithin(given, evaluate(one.equals, values), within));
  return fits.sort((one, other) => distance(one) - distance(other))[0];
}

/** Whether two numbers are the same as far as a tolerance goes; rounding of the last binary digit never matters. */
export function isWithin(given: number, right: number, { kind, value }: Tolerance): boolean {
  const room = kind === 'absolute' ? value : value * Math.abs(right);
  return Math.abs(given - right) <= room + 1e-9 * Math.max(1, Math.abs(right));
}

/** Reads `33.3`, `33,3`, `36,000`, `33.3 %`, `120 requests`; undefined for anything else. */
export function parseNumber(text: string, unit: string): number | undefined {
  const trimmed = text.trim();
  const bare =
    unit !== '' && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length).trim() : trimmed.replace(/\s*%$/, '');
  const plain = /^[-+−]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(bare)
    ? bare.replaceAll(/[, ]/g, '')
    : bare.replace(',', '.');
  const signed = plain.replace('−', '-');
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(signed) ? Number(signed) : undefined;
}

/** Four digits that count, or all of a whole number: `33.33 %`, `25,920,000`. */
export function numberText(value: number, unit: string): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  const text = rounded.toLocaleString('en-US', { maximumFractionDigits: 12 });
  return unit === '' ? text : `${text} ${unit}`;
}

function allowance({ kind, value }: Tolerance, unit: string): string {
  if (value === 0) return '';
  return kind === 'absolute' ? ` ± ${numberText(value, unit)}` : ` ± ${numberText(100 * value, '%')} of it`;
}

/** What goes wrong with any number. */
function generalMistake(given: number, right: number, within: Tolerance, unit: string): string {
  const scaled = (factor: number) => isWithin(given * factor, right, within);
  if (unit === '%' && scaled(100))
    return 'that is the share; the question asks for per cent, which is 100 times as much';
  if (unit === '%' && scaled(1 / 100)) return 'that is 100 times too much: it was per cent already';
  if (unit === '%' && isWithin(100 - given, right, within))
    return 'that is the rest to 100 %: spent and left are mixed up';
  if (scaled(60)) return 'that is 60 times too little: are these minutes, where seconds are asked for?';
  if (scaled(1 / 60)) return 'that is 60 times too much: are these seconds, where minutes are asked for?';
  if (given === -right) return 'the number is right, and its sign is not';
  return `that is ${given > right ? 'too much' : 'too little'}; work it out again, step by step`;
}
