import {
  entriesOf,
  fieldsOf,
  refuse,
  refuseKey,
  sourceOf,
  type Fields,
  type Place,
  type ValueType,
} from '../../slo/input/place';
import { flag, listOf, mapOf, oneOf, text } from '../../slo/input/value-types';
import type { Check, CheckKind, NumberMistake, Tolerance } from '../model';
import { objectivesOn, tiersOn, type Known } from './known';
import {
  checkId,
  duration,
  expression,
  nameAmong,
  points,
  projectFile,
  promql,
  readOn,
  sentence,
  tolerance,
} from './values';

/** A check without its question, which is in the body. */
export type CheckDraft = Check extends infer One ? (One extends Check ? Omit<One, 'question'> : never) : never;

/** What a check may refer to. */
export interface CheckSurroundings {
  readonly known: Known;
  /** The names of the lesson's numbers. */
  readonly names: readonly string[];
  readonly scenario: string | undefined;
}

type Base = Pick<CheckDraft, 'id' | 'points' | 'readOn' | 'source'>;

interface KindReader {
  readonly keys: readonly string[];
  readonly read: (fields: Fields, base: Base, around: CheckSurroundings) => CheckDraft | undefined;
}

const BASE_KEYS = ['id', 'kind', 'points', 'readOn'];
const DEFAULT_TOLERANCE: Tolerance = { kind: 'relative', value: 0.005 };
const DEFAULT_SILENCE_SECONDS = 120;

/** What each kind of check says beside its id, kind, points and readOn. */
const READERS: Readonly<Record<CheckKind, KindReader>> = {
  number: {
    keys: ['equals', 'within', 'unit', 'mistakes'],
    read(fields, base, { names }) {
      const equals = fields.required('equals', expression(names));
      const within = fields.optional('within', tolerance) ?? DEFAULT_TOLERANCE;
      const unit =
        fields.optional(
          'unit',
          text('one word, such as "%"', (value) => /^\S{1,12}$/.test(value)),
        ) ?? '';
      const mistakes = fields.optional('mistakes', listOf(mistakeOf(names), 'a list of equals and because')) ?? [];
      return equals && { ...base, kind: 'number', equals, within, unit, mistakes };
    },
  },
  choice: {
    keys: ['choices', 'right', 'because'],
    read(fields, base) {
      const choices = lettersOf(fields, 'choices');
      const right = fields.required('right', nameAmong('one of the choices', [...(choices?.keys() ?? [])]));
      const because = lettersOf(fields, 'because');
      if (!choices || right === undefined || !because) return undefined;
      if (choices.size < 2)
        return refuseKey(fields.place, 'choices', `${choices.size}`, 'allowed: two choices or more');
      checkReasons(fields.at('because') ?? fields.place, [...choices.keys()], right, because);
      return { ...base, kind: 'choice', choices, right, because };
    },
  },
  query: {
    keys: ['holds', 'shows', 'expected', 'because'],
    read(fields, base) {
      const holds = fields.required('holds', promql);
      const shows = fields.optional('shows', promql);
      const expected = fields.required('expected', sentence);
      const because = fields.required('because', sentence);
      if (holds === undefined || expected === undefined || because === undefined) return undefined;
      return { ...base, kind: 'query', holds, shows, expected, because };
    },
  },
  fired: {
    keys: ['slo', 'clock', 'tiers', 'silent'],
    read(fields, base, { known }) {
      const slo = fields.required(
        'slo',
        nameAmong(
          'an SLO',
          known.slos.map(({ name }) => name),
        ),
      );
      const clock = fields.required('clock', oneOf(['class', 'real']));
      const found = known.slos.find(({ name }) => name === slo);
      const tier = nameAmong('a tier', found && clock ? tiersOn(found, clock) : []);
      const tiers = found && clock ? (fields.optional('tiers', listOf(tier, 'a list of tiers')) ?? []) : [];
      const silentSeconds = fields.optional('silent', duration) ?? DEFAULT_SILENCE_SECONDS;
      if (slo === undefined || clock === undefined) return undefined;
      return { ...base, kind: 'fired', slo, clock, tiers, silentSeconds };
    },
  },
  slo: ownFile('slo'),
  rules: ownFile('rules'),
  report: {
    keys: ['file'],
    read(fields, base) {
      const file = fields.required('file', projectFile);
      return file === undefined ? undefined : { ...base, kind: 'report', file };
    },
  },
  run: {
    keys: ['scenario', 'cause'],
    read(fields, base, { known, scenario: ofLesson }) {
      const scenario =
        fields.optional('scenario', nameAmong('a scenario, or "any"', ['any', ...known.scenarios])) ?? ofLesson;
      const cause = fields.optional('cause', flag) ?? false;
      if (scenario === undefined)
        return refuseKey(
          fields.place,
          'scenario',
          'nothing',
          'allowed: the id of a scenario, or "any"; the lesson names none either',
        );
      return { ...base, kind: 'run', scenario: scenario === 'any' ? undefined : scenario, cause };
    },
  },
  gone: { keys: [], read: (_fields, base) => ({ ...base, kind: 'gone' }) },
};

const KINDS: readonly CheckKind[] = Object.keys(READERS).filter((kind): kind is CheckKind => kind in READERS);

/** Reads one check of the front matter. */
export function readCheck(place: Place, around: CheckSurroundings): CheckDraft | undefined {
  const kind = kindOf(place);
  if (!kind) return undefined;
  const { keys, read } = READERS[kind];
  const fields = fieldsOf(place, [...BASE_KEYS, ...keys]);
  if (!fields) return undefined;
  const id = fields.required('id', checkId);
  const link = fields.required('readOn', readOn);
  const worth = fields.optional('points', points) ?? 1;
  const idPlace = fields.at('id') ?? place;
  const base = { id: id ?? '', readOn: link ?? '', points: worth, source: sourceOf(idPlace) };
  const draft = read(fields, base, around);
  return id === undefined || link === undefined ? undefined : draft;
}

/** A budget that exists: `slo`, `objective` and `clock`. */
export function readBudget(fields: Fields, { slos }: Known) {
  const slo = fields.required(
    'slo',
    nameAmong(
      'an SLO',
      slos.map(({ name }) => name),
    ),
  );
  const clock = fields.required('clock', oneOf(['class', 'real']));
  const found = slos.find(({ name }) => name === slo);
  if (!found || slo === undefined || clock === undefined) return undefined;
  const objective = fields.required(
    'objective',
    nameAmong(`an objective of ${slo} on that clock`, objectivesOn(found, clock)),
  );
  return objective === undefined ? undefined : { slo, objective, clock };
}

function kindOf(place: Place): CheckKind | undefined {
  const entry = place.node.kind === 'map' ? place.node.entries.get('kind') : undefined;
  if (!entry) {
    if (place.node.kind !== 'map') return refuse(place, 'allowed: a map with id, kind and readOn');
    return refuseKey(place, 'kind', 'nothing', `allowed: ${KINDS.join(', ')}`);
  }
  return oneOf(KINDS).read({ ...place, path: `${place.path}.kind`, offset: entry.value.start, node: entry.value });
}

function ownFile(kind: 'slo' | 'rules'): KindReader {
  return {
    keys: ['file', 'cases'],
    read(fields, base, { known }) {
      const file = fields.required('file', projectFile);
      const cases = fields.required('cases', nameAmong('a file below docs/lessons', known.cases));
      return file === undefined || cases === undefined ? undefined : { ...base, kind, file, cases };
    },
  };
}

function mistakeOf(names: readonly string[]): ValueType<NumberMistake> {
  return mapOf((place: Place): NumberMistake | undefined => {
    const fields = fieldsOf(place, ['equals', 'because']);
    const equals = fields?.required('equals', expression(names));
    const because = fields?.required('because', sentence);
    return equals && because !== undefined ? { equals, because } : undefined;
  }, 'a map with equals and because');
}

/** `a: …`, `b: …` */
function lettersOf(fields: Fields, key: string): Map<string, string> | undefined {
  const place = fields.at(key);
  if (!place) return refuseKey(fields.place, key, 'nothing', 'allowed: a map of letters and texts, such as a: yes');
  const letters = new Map<string, string>();
  for (const [letter, at] of entriesOf(place)) {
    if (!/^[a-z]$/.test(letter)) refuse(at, 'allowed as a key: one letter from a to z');
    const written = sentence.read(at);
    if (written !== undefined) letters.set(letter, written);
  }
  return letters;
}

/** Every wrong choice has its reason, and nothing else has one. */
function checkReasons(
  place: Place,
  letters: readonly string[],
  right: string,
  because: ReadonlyMap<string, string>,
): void {
  for (const letter of letters) {
    if (letter === right && because.has(letter))
      refuseKey(place, letter, 'a sentence', 'allowed: why the wrong ones are wrong; this one is right');
    const why = `allowed: why "${letter}" is wrong; every wrong choice has its sentence`;
    if (letter !== right && !because.has(letter)) refuseKey(place, letter, 'nothing', why);
  }
  for (const letter of because.keys()) {
    if (!letters.includes(letter))
      refuseKey(place, letter, 'a sentence', `allowed: one of the choices: ${letters.join(', ')}`);
  }
}
