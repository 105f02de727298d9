import { gradeChoice } from '../../lib/lessons/grade/choice';
import { firedQuery, gradeFired } from '../../lib/lessons/grade/fired';
import { gradeGone } from '../../lib/lessons/grade/gone';
import { liveNumbers } from '../../lib/lessons/grade/live';
import { gradeNumber, numberText, parseNumber } from '../../lib/lessons/grade/number';
import { gradeOwnFile } from '../../lib/lessons/grade/own-file';
import { gradeQuery } from '../../lib/lessons/grade/query';
import { gradeReport } from '../../lib/lessons/grade/report';
import { gradeRun, type RunFacts } from '../../lib/lessons/grade/run';
import { REPORT_SECTIONS } from '../../lib/report/sections';
import { checkOf } from './_lesson';

const NOTHING = { values: new Map<string, number>(), missing: new Map<string, string>() };

describe('a number', () => {
  const check = checkOf(
    'number',
    "equals: 36, unit: '%', within: 0.5, mistakes: [{ equals: 40, because: 4xx are valid }, { equals: 40.4, because: another }]",
  );
  const judged = (answer: string | undefined) => gradeNumber(check, answer, NOTHING);

  test.each(['36', '36.5', '35.5', '36 %', '36%', ' 36,2 '])('passes: %s', (answer) => {
    expect(judged(answer)).toMatchObject({ status: 'pass', because: '' });
  });

  test.each([
    ['37', '37 %', 'that is too much; work it out again, step by step'],
    ['3', '3 %', 'that is too little; work it out again, step by step'],
    ['40.1', '40.1 %', '4xx are valid'],
    ['40.3', '40.3 %', 'another'],
    ['0.36', '0.36 %', 'that is the share; the question asks for per cent, which is 100 times as much'],
    ['3600', '3,600 %', 'that is 100 times too much: it was per cent already'],
    ['64', '64 %', 'that is the rest to 100 %: spent and left are mixed up'],
    ['-36', '-36 %', 'the number is right, and its sign is not'],
    ['many', '"many"', 'that is no number; write it such as 33.3 or "33.3 %"'],
  ])('fails with %s, and says why', (answer, seen, because) => {
    expect(judged(answer)).toMatchObject({ status: 'fail', seen, because });
  });

  test('is open without an answer', () => {
    expect(judged(undefined)).toEqual({
      status: 'open',
      seen: 'nothing yet',
      expected: 'a number',
      because: 'answer it: --answer one=…',
    });
  });

  test('is explained by the nearest of several mistakes', () => {
    expect(judged('40.35').because).toBe('another');
  });

  test.each([
    ['36,000', 36_000],
    ['25 920 000', 25_920_000],
    ['1e3', 1000],
    ['−4.5', -4.5],
    ['120 requests', undefined],
    ['12..3', undefined],
  ])('is read: %s', (text, value) => {
    expect(parseNumber(text, '')).toBe(value);
  });

  test('is written with four digits that count', () => {
    expect([numberText(33.3333333, '%'), numberText(25_920_000, ''), numberText(0.0004629, '')]).toEqual([
      '33.33 %',
      '25,920,000',
      '0.0004629',
    ]);
  });
});

describe('a live number', () => {
  const numbers = new Map([['left', { kind: 'live' as const, query: 'left' }]]);
  const missing = async (...answer: Parameters<typeof liveNumbers>[2][]) =>
    (await liveNumbers(numbers, ['left'], answer[0])).missing.get('left');

  test('is one sample', async () => {
    const live = await liveNumbers(numbers, ['left'], () => Promise.resolve([{ labels: {}, value: 0.5 }]));
    expect(live.values.get('left')).toBe(0.5);
  });

  test.each([
    [undefined, 'no lab runs; start one with "npx lab up"'],
    [() => Promise.resolve(undefined), 'Prometheus does not answer; see "npx lab status"'],
    [
      () => Promise.resolve([]),
      'Prometheus has 0 answers to left, and one is needed; is the lab young, or without its SLO rules?',
    ],
    [
      () => Promise.resolve([{ labels: {}, value: Number.NaN }]),
      'Prometheus answers NaN to left; wait until there is traffic',
    ],
  ])('is missing, and why is told (%#)', async (ask, why) => {
    expect(await missing(ask)).toBe(why);
  });

  test('that is missing leaves its check open', async () => {
    const check = { ...checkOf('number', 'equals: 1'), equals: { kind: 'name' as const, name: 'left' } };
    const live = await liveNumbers(numbers, ['left'], undefined);
    expect(gradeNumber(check, '3', live)).toMatchObject({
      status: 'open',
      seen: '3',
      because: 'no lab runs; start one with "npx lab up"',
    });
  });
});

describe('a choice', () => {
  const check = checkOf(
    'choice',
    'choices: { a: the real month, b: the class hour }, right: b, because: { a: it looks at an hour }',
  );

  test.each(['b', 'B', ' b) '])('passes: "%s"', (answer) => {
    expect(gradeChoice(check, answer).status).toBe('pass');
  });

  test('fails with the explanation of that one', () => {
    expect(gradeChoice(check, 'a')).toEqual({
      status: 'fail',
      seen: 'a) the real month',
      expected: 'b) the class hour',
      because: 'it looks at an hour',
    });
  });

  test('fails with what is none, and is open without an answer', () => {
    expect([gradeChoice(check, 'z').because, gradeChoice(check, undefined).status]).toEqual([
      'that is none of the choices',
      'open',
    ]);
  });
});

describe('a query', () => {
  const check = checkOf('query', "holds: 'up == 1', expected: the target is UP, because: the task may be starting");

  test('holds when it has an answer', () => {
    expect(gradeQuery(check, [{ labels: { __name__: 'up', job: 'sre-app' }, value: 1 }], undefined, '')).toMatchObject({
      status: 'pass',
      seen: 'up{job="sre-app"} 1',
    });
  });

  test('fails without one, with what is shown instead', () => {
    const shows = { ...check, shows: 'up' };
    const down = [{ labels: { job: 'a' }, value: 0 }];
    expect(gradeQuery(shows, [], down, '')).toEqual({
      status: 'fail',
      seen: '{job="a"} 0',
      expected: 'the target is UP',
      because: 'the task may be starting',
    });
  });

  test('is open when nobody answers', () => {
    expect(gradeQuery(check, undefined, undefined, 'no lab runs')).toMatchObject({
      status: 'open',
      because: 'no lab runs',
    });
  });
});

describe('an alert that fired', () => {
  const check = checkOf('fired', 'slo: availability, clock: class, tiers: [page-fast]');
  const judged = (times: readonly number[], now: number) =>
    gradeFired(
      check,
      times.length === 0 ? [] : [{ labels: { alertname: 'SloBurnClassHourPageFast' }, times }],
      { from: 0, now, step: 5 },
      '',
    );

  test('is asked for by SLO, clock and tier', () => {
    expect(firedQuery(check)).toBe(
      'ALERTS{alertstate="firing",kind="burn",slo="availability",clock="class",tier=~"page-fast"}',
    );
  });

  test('passes when it has been silent for two minutes since', () => {
    expect(judged([60, 65, 70], 190)).toMatchObject({
      status: 'pass',
      seen: 'SloBurnClassHourPageFast fired at 00:01:00 UTC, was off at 00:01:10 UTC, silent for 2m',
    });
  });

  test('is open while the two minutes last', () => {
    expect(judged([60, 65, 70], 189)).toMatchObject({ status: 'open', because: 'check again in 1s' });
  });

  test('fails while it fires, and when none fired', () => {
    expect(judged([60, 65, 70], 75)).toMatchObject({
      status: 'fail',
      seen: 'SloBurnClassHourPageFast fired at 00:01:00 UTC, and still fires',
    });
    expect(judged([], 500)).toMatchObject({ status: 'fail', seen: 'no alert since 00:00:00 UTC' });
  });

  test('is open when nobody answers', () => {
    expect(gradeFired(check, undefined, { from: 0, now: 1, step: 5 }, 'no lab runs')).toMatchObject({
      status: 'open',
      because: 'no lab runs',
    });
  });
});

describe('a file of the student', () => {
  const check = { ...checkOf('report', 'file: my-slo.yaml'), kind: 'slo' as const, cases: 'cases/x.yaml' };
  const one = { name: 'an outage alerts', because: 'it must page', ok: true, output: '' };

  test('passes when every case does', () => {
    expect(gradeOwnFile(check, 'my-slo.yaml', { kind: 'tried', cases: [one] })).toMatchObject({
      status: 'pass',
      seen: '1 of 1 as asked',
    });
  });

  test('fails with the case that failed, why, and what promtool said', () => {
    const cases = [one, { ...one, name: 'two bad seconds are no page', ok: false, output: '  exp:[]\n  got:[x]\n' }];
    expect(gradeOwnFile(check, 'my-slo.yaml', { kind: 'tried', cases })).toEqual({
      status: 'fail',
      seen: '1 of 2 as asked',
      expected: 'my-slo.yaml does what is asked in 2 cases',
      because: 'two bad seconds are no page: it must page\n  exp:[]\n  got:[x]',
    });
  });

  test('fails with the problems of the file', () => {
    const verdict = gradeOwnFile(check, 'my-slo.yaml', { kind: 'refused', problems: ['my-slo.yaml:3: got x'] });
    expect(verdict).toMatchObject({
      status: 'fail',
      seen: 'my-slo.yaml with 1 problem',
      because: 'my-slo.yaml:3: got x',
    });
  });

  test('is open when it is not there, or nobody can try it', () => {
    expect(gradeOwnFile(check, 'my-slo.yaml', { kind: 'missing' }).status).toBe('open');
    expect(gradeOwnFile(check, 'my-slo.yaml', { kind: 'untried', why: 'promtool is not here' })).toMatchObject({
      status: 'open',
      because: 'promtool is not here',
    });
  });
});

describe('an incident report', () => {
  const written = REPORT_SECTIONS.map(({ title }) => `## ${title}\n\nWords.\n`).join('\n');

  test('passes when all sections are written', () => {
    expect(gradeReport('report.md', written)).toMatchObject({
      status: 'pass',
      seen: `${REPORT_SECTIONS.length} of ${REPORT_SECTIONS.length} sections are written`,
    });
  });

  test('fails with the questions of those that are not', () => {
    const verdict = gradeReport('report.md', written.replace('## Impact\n\nWords.', '## Impact\n\n<!-- Who? -->'));
    expect(verdict.status).toBe('fail');
    expect(verdict.because).toMatch(/^Impact: /);
  });

  test('is open without a file', () => {
    expect(gradeReport('report.md', undefined)).toMatchObject({ status: 'open', seen: 'there is no such file' });
  });
});

describe('a run of a scenario', () => {
  const RUN: RunFacts = {
    scenario: 'partial-failure',
    title: 'One request in ten fails',
    category: 'application',
    blind: false,
    startedAt: new Date(2000),
    outcome: 'met',
    restored: true,
    unmet: [],
  };
  const begun = new Date(1000);
  const named = { ...checkOf('run', 'scenario: any'), scenario: 'partial-failure' };
  const blind = { ...named, scenario: undefined, cause: true };

  test('passes when it went as expected, and was restored', () => {
    expect(gradeRun(named, [RUN], begun, undefined)).toMatchObject({
      status: 'pass',
      seen: 'partial-failure: met, restored',
    });
  });

  test.each([
    ['there is none', []],
    ['it was before the lesson', [{ ...RUN, startedAt: new Date(500) }]],
    ['it was another one', [{ ...RUN, scenario: 'task-killed' }]],
    ['it is not over', [{ ...RUN, outcome: 'running' }]],
  ])('is open when %s', (_, runs) => {
    expect(gradeRun(named, runs, begun, undefined).status).toBe('open');
  });

  test('fails with what did not come', () => {
    const bad = { ...RUN, outcome: 'not met', unmet: ['alert: expected page-fast, got none'] };
    expect(gradeRun(named, [bad], begun, undefined)).toMatchObject({
      status: 'fail',
      because: 'alert: expected page-fast, got none',
    });
  });

  test('counts the newest one', () => {
    const later = { ...RUN, startedAt: new Date(3000), outcome: 'aborted' };
    expect(gradeRun(named, [RUN, later], begun, undefined)).toMatchObject({
      status: 'fail',
      because: 'the run ended aborted',
    });
  });

  test('that was blind passes when its cause is named, and a wrong one is explained', () => {
    const runs = [{ ...RUN, blind: true }];
    expect(gradeRun(blind, runs, begun, undefined).status).toBe('open');
    expect(gradeRun(blind, [RUN], begun, 'partial-failure').status).toBe('open');
    expect(gradeRun(blind, runs, begun, 'Partial-failure').status).toBe('pass');
    expect(gradeRun(blind, runs, begun, 'application')).toMatchObject({
      status: 'fail',
      because: 'the kind is right; which scenario of it? Its id is asked for',
    });
    expect(gradeRun(blind, runs, begun, 'task-killed').because).toContain('of the kind application');
  });

  test('that was blind does not tell its name before it is answered', () => {
    expect(JSON.stringify(gradeRun(blind, [{ ...RUN, blind: true }], begun, undefined))).not.toContain(
      'partial-failure',
    );
  });
});

describe('a lab that is gone', () => {
  test('passes when nothing is left', () => {
    expect(gradeGone({ left: [], unknown: [], looked: 'processes' })).toMatchObject({
      status: 'pass',
      seen: 'nothing left; looked at processes',
    });
  });

  test('fails with what is left, and is open where nobody could look', () => {
    expect(gradeGone({ left: ['log group /SreSloLab/app'], unknown: [], looked: '' })).toMatchObject({
      status: 'fail',
      seen: '1 thing left',
    });
    expect(gradeGone({ left: [], unknown: ['log groups: AccessDenied'], looked: '' })).toMatchObject({
      status: 'open',
      because: 'log groups: AccessDenied',
    });
  });
});
