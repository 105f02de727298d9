import {
  fieldsOf,
  itemsOf,
  refuse,
  refuseKey,
  sourceOf,
  type Fields,
  type Place,
  type ValueType,
} from '../slo/input/place';
import { didYouMean } from '../slo/input/nearest';
import { listOf, mapOf, number, oneOf, text } from '../slo/input/value-types';
import type { Slo } from '../slo/model';
import { ACTION_WORDS, actionType } from './actions/index';
import { readExpectation } from './read-expectation';
import { KINDS, TARGETS, type BudgetFloor, type Load, type Preconditions, type Scenario, type Step } from './model';
import { clockName, sloNameType } from './references';
import { mixType } from './mix-type';
import { floor, moment, seconds } from './value-types';

const KEYS = [
  'id',
  'title',
  'kind',
  'objective',
  'document',
  'targets',
  'preconditions',
  'load',
  'steps',
  'expect',
  'abort',
  'hints',
  'restore',
  'seed',
] as const;

/** A DNS label, as `lab run` takes it and files are called. */
const ID = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const MOST_STEPS = 20;
const DEFAULT_RESTORE_SECONDS = 90;

const id = text('at most 40 lower-case letters, digits and "-"', (value) => ID.test(value));
const line = text('one line of at most 80 characters', (value) => /^[^\n]{1,80}$/.test(value.trim()));
const paragraph = text('text of 1 to 600 characters', (value) => value.trim() !== '' && value.length <= 600);
const documentNumber = text("the number of a requirement document in quotes, such as '003'", (value) =>
  /^\d{3}$/.test(value),
);
const rate = number('requests a second, above 0 and at most 2000', (value) => value > 0 && value <= 2_000);
const taskCount = number(
  'a whole number from 1 to 10',
  (value) => Number.isInteger(value) && value >= 1 && value <= 10,
);
const seed = number('a whole number from 0', (value) => Number.isSafeInteger(value) && value >= 0);

/** Reads one scenario; undefined when anything is wrong with it, which was told then. */
export function readScenario(place: Place, slos: readonly Slo[] | undefined): Scenario | undefined {
  const { problems, hasFaults } = place.reading;
  const before = problems.length;
  const fields = fieldsOf(place, KEYS, { cost: 'what a run spends follows from expect.budgets: delete this line' });
  if (!fields) return undefined;
  const found = {
    id: fields.required('id', id),
    title: fields.required('title', line),
    kind: fields.required('kind', oneOf(KINDS)),
    objective: fields.required('objective', paragraph)?.trim(),
    document: fields.optional('document', documentNumber),
    targets:
      fields.optional(
        'targets',
        listOf(oneOf(TARGETS), 'a list of local, aws', (count) => count > 0),
      ) ?? TARGETS,
    preconditions: fields.optional('preconditions', preconditionsType(slos)) ?? NO_PRECONDITIONS,
    load: fields.optional('load', loadType),
    steps: readSteps(fields),
    expect: readExpectation(fields, slos),
    abort: fields.optional('abort', listOf(floorType('below', slos), 'a list of budgets with a floor')) ?? [],
    hints: fields.optional('hints', listOf(paragraph, 'a list of texts')) ?? [],
    restoreSeconds: fields.optional('restore', restoreType) ?? DEFAULT_RESTORE_SECONDS,
    seed: fields.optional('seed', seed) ?? 1,
    source: sourceOf(place),
  };
  const idAt = fields.at('id');
  const fileName = /([^/\\]+?)(?:\.ya?ml)?$/.exec(place.reading.file)?.[1];
  if (idAt && found.id !== undefined && found.id !== fileName)
    refuse(idAt, `allowed: the file's own name, ${fileName}`);
  const { kind, title, objective, steps, expect } = found;
  if (problems.length > before || hasFaults) return undefined;
  if (!found.id || !kind || !title || !objective || !steps || !expect) return undefined;
  return { ...found, id: found.id, kind, title, objective, steps, expect };
}

const NO_PRECONDITIONS: Preconditions = { clock: 'class', tasks: undefined, budgets: [] };

function preconditionsType(slos: readonly Slo[] | undefined): ValueType<Preconditions> {
  return mapOf((place) => {
    const fields = fieldsOf(place, ['clock', 'tasks', 'budgets'], {
      services: 'that services are steady and targets UP is checked of every scenario: delete this line',
    });
    return (
      fields && {
        clock: fields.optional('clock', clockName) ?? 'class',
        tasks: fields.optional('tasks', taskCount),
        budgets: fields.optional('budgets', listOf(floorType('atLeast', slos), 'a list of budgets with atLeast')) ?? [],
      }
    );
  });
}

/** `{ slo, clock, <limit>: 40% }` */
function floorType(limit: 'atLeast' | 'below', slos: readonly Slo[] | undefined): ValueType<BudgetFloor> {
  return mapOf((place) => {
    const fields = fieldsOf(place, ['slo', 'clock', limit]);
    const slo = fields?.required('slo', sloNameType(slos));
    const clock = fields?.optional('clock', clockName) ?? 'class';
    const share = fields?.required(limit, floor);
    return slo === undefined || share === undefined ? undefined : { slo, clock, share };
  }, `a map with slo, clock and ${limit}`);
}

const loadType: ValueType<Load> = mapOf((place) => {
  const fields = fieldsOf(place, ['rate', 'mix'], { spikes: 'a spike is a step: action: spike' });
  const perSecond = fields?.required('rate', rate);
  const mix = fields?.optional('mix', mixType);
  return perSecond === undefined ? undefined : { rate: perSecond, mix };
}, 'a map with rate and mix');

const restoreType: ValueType<number> = mapOf((place) => fieldsOf(place, ['within'])?.required('within', seconds));

function readSteps(fields: Fields): Step[] | undefined {
  const at = fields.at('steps');
  const allowed = `1 to ${MOST_STEPS} steps`;
  if (!at) return refuseKey(fields.place, 'steps', 'nothing', `allowed: ${allowed}`);
  const items = itemsOf(at, allowed);
  if (!items) return undefined;
  if (items.length === 0 || items.length > MOST_STEPS) return refuse(at, `allowed: ${allowed}`);
  const steps = items.map(readStep);
  if (steps.some((step) => step === undefined)) return undefined;
  return steps.filter((step) => step !== undefined).sort((one, other) => one.at - other.at);
}

function readStep(place: Place): Step | undefined {
  if (place.node.kind !== 'map') return refuse(place, 'allowed: a map with at and action');
  const word = wordOf(place);
  const type = word === undefined ? undefined : actionType(word);
  if (word === undefined || !type) {
    const actionNode = place.node.entries.get('action');
    const allowed = `allowed: ${ACTION_WORDS.join(', ')}`;
    if (!actionNode) return refuseKey(place, 'action', 'nothing', allowed);
    const at = { ...place, path: `${place.path}.action`, offset: actionNode.value.start, node: actionNode.value };
    return refuse(at, `${allowed}${word === undefined ? '' : didYouMean(word, ACTION_WORDS)}`);
  }
  const own = type.members(word);
  const timeless: Readonly<Record<string, string>> = {
    for: `a step "${word}" happens at once and has no time to live: delete this line`,
  };
  const keys = ['at', 'action', ...own, ...(type.lasts ? ['for'] : [])];
  const fields = fieldsOf(place, keys, type.lasts ? {} : timeless);
  if (!fields) return undefined;
  const begins = fields.required('at', moment);
  const lives = type.lasts ? fields.required('for', seconds) : 0;
  const action = type.read(fields, word);
  if (begins === undefined || lives === undefined || action === undefined) return undefined;
  return { at: begins, seconds: lives, action, source: sourceOf(place) };
}

function wordOf({ node }: Place): string | undefined {
  const value = node.kind === 'map' ? node.entries.get('action')?.value : undefined;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
