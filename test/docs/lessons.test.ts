import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands/index';
import { parseCommandLine } from '../../lib/cli/program';
import { labSlos } from '../../lib/history/lab-slos';
import { readLessons } from '../../lib/lessons/index';
import type { Lesson } from '../../lib/lessons/model';
import { MOST_PERCENT, planOf } from '../../lib/lessons/plan';
import { LAB_SAMPLING } from '../../lib/model/sampling';
import { parseSeconds } from '../../lib/slo/input/duration';
import { playIncident } from '../../lib/slo/incident';
import { known, lessonFiles } from '../lessons/_known';
import { missing, row } from './_numbers';
import { deadLinks, labCommands, leadsSomewhere, ROOT, TEACHING_PAGES, textOf, wordsOf } from './_pages';

const { lessons, problems } = readLessons(lessonFiles(), known());
const SLOS = labSlos(join(ROOT, 'observability/slo'));

describe('the twelve lessons', () => {
  test('are read without a problem, and are numbered from 1 to 12', () => {
    expect(problems).toEqual([]);
    expect(lessons.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test.each([60, 90] as const)('fill a class of %d minutes, below 80 % of each budget', (minutes) => {
    const plan = planOf(minutes, lessons);
    expect(plan.problems).toEqual([]);
    expect(plan.minutes).toBe(minutes);
    expect(Math.max(...plan.costs.map(({ percent }) => percent))).toBeLessThan(MOST_PERCENT);
  });

  test('are for both targets, and have two points each that a machine checks, typical mistakes explained', () => {
    expect(lessons.filter(({ targets }) => targets.length < 2)).toEqual([]);
    expect(lessons.filter(({ checks }) => checks.length < 2)).toEqual([]);
    expect(lessons.filter((lesson) => explanationsOf(lesson) < 3).map(({ id }) => id)).toEqual([]);
  });

  test('cost what the simulation says of the faults in their steps', () => {
    const compared = lessons.flatMap((lesson) => {
      const told = lesson.cost.find(({ slo }) => slo === 'availability');
      const faults = [...lesson.steps.join('\n').matchAll(/npx lab fault error --strength (\d+)% --for (\w+)/g)].map(
        ([, percent, time]) => ({ errorRatio: Number(percent) / 100, seconds: parseSeconds(time!)! }),
      );
      // Lesson 11 spends more than all on purpose, and ends with a fresh hour.
      if (faults.length === 0 || lesson.steps.some((step) => step.includes('npx lab reset'))) return [];
      const simulated = faults.reduce((sum, fault) => sum + 100 * costOf('availability', fault), 0);
      return [{ lesson: lesson.number, told: told?.percent ?? 0, simulated }];
    });
    expect(compared.map(({ lesson }) => lesson)).toEqual([5, 8]);
    for (const { told, simulated } of compared) expect(Math.abs(told - simulated)).toBeLessThan(0.5);
  });

  test('send the reader to places that exist', () => {
    const places = lessons.flatMap(({ checks }) => checks.map(({ readOn }) => readOn));
    const dead = places.filter((place) => {
      const [file = '', anchor] = place.split('#');
      return !place.startsWith('https://') && !leadsSomewhere(file, anchor);
    });
    expect(dead).toEqual([]);
  });
});

describe('docs/instructor.md', () => {
  test('has the plans as the lessons say them', () => {
    const page = textOf('docs/instructor.md').replaceAll(/ \| \n/g, ' |\n');
    const rows = lessons
      .filter(({ number }) => number !== 11)
      .map(({ number, id, title, minutes, core, cost }) => {
        const file = `lessons/${String(number).padStart(2, '0')}-${id}.md`;
        const spends = cost.map(({ slo, percent }) => `${slo} ${percent} %`).join(', ');
        return row(String(number), `[${title}](${file})`, String(minutes), core ? 'yes' : '', spends);
      });
    expect(missing(page, rows)).toEqual([]);
    const sum = (some: readonly Lesson[]) => String(some.reduce((minutes, lesson) => minutes + lesson.minutes, 0));
    expect(page).toContain(`| | all | ${sum(lessons)} | ${sum(lessons.filter(({ core }) => core))} |`);
  });

  test('says where a class is at minute 10, 30 and 60', () => {
    const at = (plan: 60 | 90, minute: number) => {
      let end = 0;
      return planOf(plan, lessons).lessons.find((lesson) => (end += lesson.minutes) > minute)?.number;
    };
    expect([10, 30, 60].map((minute) => at(90, minute))).toEqual([2, 5, 9]);
    expect([10, 30, 60].map((minute) => at(60, minute))).toEqual([2, 9, undefined]);
    const page = textOf('docs/instructor.md');
    expect(page).toContain(
      'of the 90-minute plan the class is in lessons 2, 5 and 9; of the 60-minute plan in lessons 2 and 9',
    );
  });

  test('has the price that the README has', () => {
    const price = /npx lab cost` \| (\$[\d.]+) \|/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1];
    expect(textOf('docs/instructor.md')).toContain(`A lab costs ${price} an hour`);
    expect(textOf('docs/lessons/12-destroy-and-prove-it.md')).toContain(`A lab costs ${price} an hour`);
    expect(lessons.at(-1)?.numbers.get('hourly')).toEqual({ kind: 'constant', value: Number(price?.slice(1)) });
  });
});

test('the student sheet has the numbers of both clocks', () => {
  const [hour, month] = [3600, 30 * 86_400];
  const rows = [
    row('requests', ...[hour, month].map((seconds) => (seconds * 10).toLocaleString('en-US'))),
    row('may fail', ...[hour * 0.1, month * 0.01].map((count) => Math.round(count).toLocaleString('en-US'))),
    row('or everything for', `${Math.round(hour * 0.01)} s`, `${(month * 0.001) / 60} min`),
    row('first page: above, after at 10 % errors', '6 %, 40 s', '1.44 %, 8 m 40 s'),
  ];
  expect(missing(textOf('docs/student-sheet.md'), rows)).toEqual([]);
});

describe.each(TEACHING_PAGES)('%s', (page) => {
  test('has commands that exist, with their options', async () => {
    const wrong: string[] = [];
    for (const command of labCommands(page)) {
      // Dots stand for what the reader fills in.
      const words = wordsOf(command.replaceAll('…', '1'));
      await parseCommandLine([...words, '--json'], COMMANDS, '0').catch((error: unknown) => {
        wrong.push(`npx lab ${command}: ${String(error)}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  test('has links that lead somewhere', () => {
    expect(deadLinks(page)).toEqual([]);
  });
});

function explanationsOf({ checks }: Lesson): number {
  return checks.reduce((count, check) => {
    if (check.kind === 'number') return count + check.mistakes.length;
    return count + (check.kind === 'choice' ? check.because.size : 1);
  }, 0);
}

/** What a fault on all routes takes of the class hour. */
function costOf(name: string, fault: { readonly errorRatio: number; readonly seconds: number }): number {
  const slo = SLOS.find((one) => one.name === name)!;
  const { costs } = playIncident(slo, { ...fault, eventsPerSecond: 10, historySeconds: 0 }, LAB_SAMPLING);
  return costs.find(({ clock }) => clock === 'class')!.share;
}
