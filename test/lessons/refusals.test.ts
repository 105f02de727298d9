import { GIVEN, lessonText, problemsOf } from './_lesson';

const FILE = 'docs/lessons/01-a-lesson.md';
const CHECK = '  - { id: one, kind: number, equals: 1, readOn: docs/faults.md }\n';

describe('a lesson file', () => {
  test('of which nothing is wrong has no problem', () => {
    expect(problemsOf(lessonText(CHECK))).toEqual([]);
  });

  test.each([
    [
      'without front matter',
      '# Lesson',
      `${FILE}:1: got # Lesson; allowed: a first line "---", YAML, and a line "---" before the text; see docs/lesson-format.md`,
    ],
    [
      'that is empty',
      '',
      `${FILE}:1: got nothing; allowed: a first line "---", YAML, and a line "---" before the text; see docs/lesson-format.md`,
    ],
    [
      'with a key that nobody knows',
      lessonText(CHECK, { front: `${GIVEN.FRONT}minuts: 4\n` }),
      `${FILE}:6: minuts: got 4; no such key here; did you mean "minutes"?; allowed: title, minutes, core, targets, cost, scenario, numbers, checks`,
    ],
    [
      'with too many minutes',
      lessonText(CHECK, { front: GIVEN.FRONT.replace('5', '61') }),
      `${FILE}:3: minutes: got 61; allowed: a whole number from 1 to 60`,
    ],
    [
      'that costs a budget which is not there',
      lessonText(CHECK, {
        front: `${GIVEN.FRONT}cost:\n  - { slo: availabilty, objective: 99%, clock: class, percent: 3 }\n`,
      }),
      `${FILE}:7: cost[0].slo: got availabilty; allowed: the name of an SLO: availability, freshness, latency-200ms, latency-300ms, latency-2s, outside-in, quality; did you mean "availability"?`,
    ],
    [
      'that costs an objective which the clock does not count',
      lessonText(CHECK, {
        front: `${GIVEN.FRONT}cost:\n  - { slo: availability, objective: 99.9%, clock: class, percent: 3 }\n`,
      }),
      `${FILE}:7: cost[0].objective: got 99.9%; allowed: the name of an objective of availability on that clock: 99%`,
    ],
    [
      'with a kind of check that nobody knows',
      lessonText('  - { id: one, kind: numbr, readOn: docs/faults.md }\n'),
      `${FILE}:7: checks[0].kind: got numbr; allowed: number, choice, query, fired, slo, rules, report, run, gone; did you mean "number"?`,
    ],
    [
      'with a name that no number has',
      lessonText('  - { id: one, kind: number, equals: 2 * rat, readOn: docs/faults.md }\n', {
        front: `${GIVEN.FRONT}numbers: { rate: 10 }\n`,
      }),
      `${FILE}:8: checks[0].equals: got 2 * rat; "rat" is no name of numbers; there are: rate`,
    ],
    [
      'with arithmetic that is none',
      lessonText('  - { id: one, kind: number, equals: 2 *, readOn: docs/faults.md }\n'),
      `${FILE}:7: checks[0].equals: got 2 *; it ends where a number or a name is expected; allowed: a number or arithmetic with + - * / ( ) and the names of numbers`,
    ],
    [
      'with a wrong choice that nobody explains',
      lessonText(
        '  - { id: one, kind: choice, choices: { a: yes, b: "no" }, right: a, because: {}, readOn: docs/faults.md }\n',
      ),
      `${FILE}:7: checks[0].because.b: got nothing; allowed: why "b" is wrong; every wrong choice has its sentence`,
    ],
    [
      'with PromQL that is cut',
      lessonText(
        "  - { id: one, kind: query, holds: 'up{', expected: it is up, because: it is down, readOn: docs/faults.md }\n",
      ),
      `${FILE}:7: checks[0].holds: got 'up{'; no PromQL expression: the { at character 3 is never closed`,
    ],
    [
      'with a tier that the clock does not have',
      lessonText(
        '  - { id: one, kind: fired, slo: availability, clock: class, tiers: [page-quick], readOn: docs/faults.md }\n',
      ),
      `${FILE}:7: checks[0].tiers[0]: got page-quick; allowed: the name of a tier: page-fast, page-slow, ticket-fast, ticket-slow`,
    ],
    [
      'with a file above the project',
      lessonText('  - { id: one, kind: report, file: ../report.md, readOn: docs/faults.md }\n'),
      `${FILE}:7: checks[0].file: got ../report.md; allowed: the path of a file below the project's folder, such as my-slo.yaml`,
    ],
    [
      'with cases that are not there',
      lessonText('  - { id: one, kind: rules, file: my.yml, cases: cases/99-none.yaml, readOn: docs/faults.md }\n'),
      expect.stringMatching(
        /^docs\/lessons\/01-a-lesson\.md:7: checks\[0\]\.cases: got cases\/99-none\.yaml; allowed: the name of a file below docs\/lessons: /,
      ),
    ],
    [
      'without a section',
      lessonText(CHECK, { body: GIVEN.BODY.replace(/## Hints[\s\S]*(?=## Read)/, '') }),
      `${FILE}:9: got nothing; the section "## Hints" is missing; every lesson has all five`,
    ],
    [
      'with a section that nobody knows',
      lessonText(CHECK, { body: GIVEN.BODY.replace('## Goal', '## Gaol\n\nWhy.\n\n## Goal') }),
      `${FILE}:10: got the heading "## Gaol"; no such section; did you mean "Goal"?; allowed, in this order: "## Goal", "## Steps", "## Questions", "## Hints", "## Read on"`,
    ],
    [
      'with sections in another order',
      lessonText(CHECK, { body: `${GIVEN.BODY.replace('## Goal\n\nBe able.\n\n', '')}\n## Goal\n\nBe able.\n` }),
      `${FILE}:28: got the heading "## Goal" behind "## Read on"; allowed, in this order: "## Goal", "## Steps", "## Questions", "## Hints", "## Read on"`,
    ],
    [
      'with steps that are no list',
      lessonText(CHECK, { body: GIVEN.BODY.replace('1. Do it.\n2. Do it again.', 'Do it.') }),
      `${FILE}:16: got Do it.; allowed: a numbered list, an item a step`,
    ],
    [
      'with a question for another check',
      lessonText(CHECK, { body: GIVEN.BODY.replace('**one.** How', '**onne.** How') }),
      `${FILE}:21: got a question for "onne"; there is no such check; did you mean "one"?; there are: one`,
    ],
    [
      'with a hint without a price',
      lessonText(CHECK, { body: GIVEN.BODY.replace('**free.** ', '') }),
      `${FILE}:25: got Count.; allowed: what the hint costs in bold in front of it: "**1 point.** …", "**free.** …" or, for one check, "**spent, 1 point.** …"`,
    ],
  ])('fails %s', (_, text, problem) => {
    expect(problemsOf(text)).toContainEqual(problem);
  });

  test('fails with a name that has no number', () => {
    expect(problemsOf(lessonText(CHECK), 'docs/lessons/a-lesson.md')).toEqual([
      'docs/lessons/a-lesson.md:1: got the file name docs/lessons/a-lesson.md; allowed: two digits, words with "-" between them and .md, such as 05-predict-then-inject.md',
    ]);
  });

  test('fails whole: everything that is wrong is told at once', () => {
    const text = lessonText(
      '  - { id: one, kind: number, equals: 1 +, readOn: faults }\n  - { id: two, kind: gone }\n',
      { front: GIVEN.FRONT.replace('5', 'five') },
    );
    expect(problemsOf(text).length).toBeGreaterThan(2);
  });

  test.each([
    '---\n',
    '---\n---\n',
    '---\n[\n---\n',
    '---\n- a\n---\n',
    '---\nchecks: 3\n---\n',
    '\u0000',
    '---\nnumbers: [1]\nchecks: [null, 3, {}]\n---\n## Goal',
  ])('fails with a sentence, and never throws, at %j', (text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });
});
