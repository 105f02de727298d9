import type { InputFile } from '../../slo/input/index';
import { didYouMean } from '../../slo/input/nearest';
import { entriesOf, fieldsOf, itemsOf as valuesOf, refuse, type Fields, type Place } from '../../slo/input/place';
import { flag, listOf, mapOf, number, oneOf, scalarOf } from '../../slo/input/value-types';
import { cut } from '../../slo/input/written';
import type { Problem } from '../../slo/model';
import type { BudgetCost, Check, Hint, Lesson, LessonNumber, Target } from '../model';
import { readBudget, readCheck, type CheckDraft } from './checks';
import { cutLesson } from './front-matter';
import { itemsOf } from './items';
import type { Known } from './known';
import { readSections, type Section, type SectionName } from './sections';
import { line, nameAmong, promql } from './values';
import { placeOf } from './yaml-place';

export type { Known } from './known';
export { SECTIONS } from './sections';

/** What the files say. */
export interface LessonInputs {
  /** The lessons of which nothing is wrong, by number. */
  readonly lessons: readonly Lesson[];
  /** Everything that is wrong, by file and line. */
  readonly problems: readonly Problem[];
}

const KEYS = ['title', 'minutes', 'core', 'targets', 'cost', 'scenario', 'numbers', 'checks'];
const FILE_NAME = /(?:^|[/\\])(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/;
const LEAD = /^\*\*([^*]+?)\.?\*\*\s*/;

/**
 * Reads lesson files, as strictly as docs/lesson-format.md says. Throws nothing, whatever the texts are: all that is
 * wrong is among the problems.
 */
export function readLessons(files: readonly InputFile[], known: Known): LessonInputs {
  const lessons: Lesson[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const own: Problem[] = [];
    const lesson = readLesson(file, known, own);
    const twin = lesson && lessons.find((one) => one.number === lesson.number || one.id === lesson.id);
    if (twin && lesson)
      own.push({
        ...lesson.source,
        path: '',
        got: `lesson ${lesson.number}, ${lesson.id}`,
        message: `${twin.source.file} has that number or name already; give the file another`,
      });
    if (lesson && own.length === 0) lessons.push(lesson);
    problems.push(...own.sort((one, other) => one.line - other.line));
  }
  return { lessons: lessons.sort((one, other) => one.number - other.number), problems };
}

function readLesson({ file, text: written }: InputFile, known: Known, problems: Problem[]): Lesson | undefined {
  const tell = (at: number, got: string, message: string): undefined => {
    problems.push({ file, line: at, path: '', got, message });
    return undefined;
  };
  const [, digits, id] = FILE_NAME.exec(file) ?? [];
  if (digits === undefined || id === undefined) {
    return tell(
      1,
      `the file name ${cut(file)}`,
      'allowed: two digits, words with "-" between them and .md, such as 05-predict-then-inject.md',
    );
  }
  const parts = cutLesson(written);
  if (!parts)
    return tell(
      1,
      cut(written.split('\n')[0] ?? '') || 'nothing',
      'allowed: a first line "---", YAML, and a line "---" before the text; see docs/lesson-format.md',
    );
  const sections = readSections(parts.body, parts.bodyLine, file, problems);
  const front = readFront(file, parts.front, parts.frontLine, known, problems);
  if (!front) return undefined;
  const section = (name: SectionName): Section => sections.get(name) ?? { text: '', line: parts.bodyLine };
  const steps = itemsOf(section('Steps'), 'number');
  if (sections.has('Steps') && section('Steps').text !== '' && steps.items.length === 0) {
    tell(section('Steps').line, cut(section('Steps').text), 'allowed: a numbered list, an item a step');
  }
  return {
    ...front,
    number: Number(digits),
    id,
    checks: withQuestions(front.checks, section('Questions'), tell),
    goal: section('Goal').text,
    beforeSteps: steps.before,
    steps: steps.items.map((item) => item.text),
    hints: hintsOf(section('Hints'), front.checks, tell),
    readOn: section('Read on').text,
    source: { file, line: 1 },
  };
}

type Tell = (line: number, got: string, message: string) => undefined;
type Front = Pick<Lesson, 'title' | 'minutes' | 'core' | 'targets' | 'cost' | 'scenario' | 'numbers'> & {
  readonly checks: readonly CheckDraft[];
};

function readFront(
  file: string,
  yaml: string,
  firstLine: number,
  known: Known,
  problems: Problem[],
): Front | undefined {
  const root = placeOf(file, yaml, firstLine, problems);
  const fields = root && fieldsOf(root, KEYS);
  if (!fields) return undefined;
  const title = fields.required('title', line);
  const minutes = fields.required(
    'minutes',
    number('a whole number from 1 to 60', (value) => Number.isInteger(value) && value >= 1 && value <= 60),
  );
  const core = fields.required('core', flag);
  const targets = fields.required(
    'targets',
    listOf(oneOf<Target>(['local', 'aws']), 'a list of local and aws', (length) => length > 0),
  );
  const scenario = fields.optional('scenario', nameAmong('a scenario', known.scenarios));
  const numbers = numbersOf(fields);
  const around = { known, names: [...numbers.keys()], scenario };
  const cost = fields.optional('cost', listOf(costOf(known), 'a list of slo, objective, clock and percent')) ?? [];
  const list = fields.at('checks');
  const places = list && valuesOf(list, 'a list of checks');
  if (!list)
    fields.required(
      'checks',
      mapOf(() => undefined, 'a list of checks'),
    );
  const checks = (places ?? []).flatMap((place) => readCheck(place, around) ?? []);
  if (title === undefined || minutes === undefined || core === undefined || !targets) return undefined;
  return { title, minutes, core, targets, cost, scenario, numbers, checks };
}

/** `rate: 10`, `left: { query: … }` */
function numbersOf(fields: Fields): Map<string, LessonNumber> {
  const numbers = new Map<string, LessonNumber>();
  const map = fields.at('numbers');
  for (const [name, at] of map ? entriesOf(map) : []) {
    if (!/^[a-zA-Z]\w*$/.test(name)) refuse(at, 'allowed as a name: letters, digits and "_", with a letter in front');
    const read = numberAt(at);
    if (read) numbers.set(name, read);
  }
  return numbers;
}

function numberAt(place: Place): LessonNumber | undefined {
  if (place.node.kind === 'map') {
    const query = fieldsOf(place, ['query'])?.required('query', promql);
    return query === undefined ? undefined : { kind: 'live', query };
  }
  const value = scalarOf(place);
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'constant', value };
  return refuse(place, 'allowed: a number, or a map with query: a PromQL expression with one sample as its answer');
}

function costOf(known: Known) {
  return mapOf((place: Place): BudgetCost | undefined => {
    const fields = fieldsOf(place, ['slo', 'objective', 'clock', 'percent']);
    const budget = fields && readBudget(fields, known);
    const percent = fields?.required(
      'percent',
      number('above 0 and at most 100: a share of the budget in percent', (value) => value > 0 && value <= 100),
    );
    return budget && percent !== undefined ? { ...budget, percent } : undefined;
  }, 'a map with slo, objective, clock and percent');
}

/** `- **id.** What …?`, an item for each check. */
function withQuestions(drafts: readonly CheckDraft[], section: Section, tell: Tell): Check[] {
  const ids = drafts.map(({ id }) => id);
  const questions = new Map<string, string>();
  for (const item of itemsOf(section, 'bullet').items) {
    const id = LEAD.exec(item.text)?.[1];
    if (id === undefined)
      tell(
        item.line,
        cut(item.text),
        'allowed: a check\'s id in bold in front of its question, such as "**spent.** How much …?"',
      );
    else if (!ids.includes(id))
      tell(
        item.line,
        `a question for "${cut(id)}"`,
        `there is no such check${didYouMean(id, ids)}; there are: ${ids.join(', ') || 'none'}`,
      );
    else if (questions.has(id)) tell(item.line, `a second question for "${id}"`, 'allowed: one question a check');
    else questions.set(id, item.text.replace(LEAD, '').trim());
  }
  const seen = new Set<string>();
  for (const { id, source } of drafts) {
    if (seen.has(id)) tell(source.line, `the check "${id}" again`, 'allowed: each id once in a lesson');
    else if (!questions.has(id))
      tell(
        source.line,
        `the check "${id}" without a question`,
        `allowed: an item "- **${id}.** …" below "## Questions"`,
      );
    seen.add(id);
  }
  return drafts.map((draft) => ({ ...draft, question: questions.get(draft.id) ?? '' }));
}

/** `- **1 point.** …`, or `- **spent, 1 point.** …` */
function hintsOf(section: Section, drafts: readonly CheckDraft[], tell: Tell): Hint[] {
  const ids = drafts.map(({ id }) => id);
  return itemsOf(section, 'bullet').items.flatMap((item) => {
    const lead = LEAD.exec(item.text)?.[1] ?? '';
    const [, check, points] = /^(?:([a-z0-9-]+), )?(free|[1-9] points?)$/.exec(lead) ?? [];
    if (points === undefined) {
      tell(
        item.line,
        cut(item.text),
        'allowed: what the hint costs in bold in front of it: "**1 point.** …", "**free.** …" or, for one check, "**spent, 1 point.** …"',
      );
      return [];
    }
    if (check !== undefined && !ids.includes(check)) {
      tell(
        item.line,
        `a hint for "${check}"`,
        `there is no such check${didYouMean(check, ids)}; there are: ${ids.join(', ') || 'none'}`,
      );
      return [];
    }
    return [{ check, points: points === 'free' ? 0 : Number(points[0]), text: item.text.replace(LEAD, '').trim() }];
  });
}
