import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN } from '../../../lib/cli/format/style';
import { formatRehearsal } from '../../../lib/cli/format/rehearse';
import { labProcesses } from '../../../lib/cli/rehearse/lab-processes';
import { leftBehind, type Traces } from '../../../lib/cli/rehearse/leftovers';
import { rehearsalMarkdown } from '../../../lib/cli/rehearse/markdown';
import { rehearsed } from '../../../lib/cli/rehearse/plan';
import { isGood, problemsOf, sumOfSpent, type Rehearsal, type RehearsalReport } from '../../../lib/cli/rehearse/report';
import { labScenarios } from '../../../lib/cli/scenarios/lab-scenarios';
import { lessonsOf } from '../../../lib/cli/lessons/load';
import { labSlos } from '../../../lib/cli/slo/lab-slos';
import { findProjectRoot } from '../../../lib/model/project-root';
import { app, snapshot, task } from '../snapshot/lab-snapshots';
import { temporaryFolder } from '../temporary-folder';

const ROOT = findProjectRoot(__dirname);

describe('what is rehearsed', () => {
  const { scenarios } = labScenarios(ROOT, labSlos([], ROOT));
  const lessons = lessonsOf(ROOT);
  const idsOf = (wanted: Partial<Parameters<typeof rehearsed>[2]>) =>
    rehearsed(scenarios, lessons, { target: 'local', ...wanted }).scenarios.map(({ scenario }) => scenario.id);

  it('is every scenario of the target, unless a plan or ids say otherwise', () => {
    expect(idsOf({})).toEqual(scenarios.filter(({ targets }) => targets.includes('local')).map(({ id }) => id));
    expect(idsOf({ only: ['task-killed', 'partial-failure'] })).toEqual(['task-killed', 'partial-failure']);
  });

  it('is, with a plan, what its lessons run, and what each is planned to spend', () => {
    const { scenarios: planned, problems } = rehearsed(scenarios, lessons, { target: 'local', plan: 90 });
    expect(planned.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    const all = lessons.flatMap(({ scenario }) => scenario ?? []);
    expect(planned.map(({ scenario }) => scenario.id)).toEqual([...new Set(all)]);
    expect(planned.flatMap(({ planned: shares }) => shares).every(({ share }) => share > 0 && share < 0.8)).toBe(true);
  });

  it('fails for an id that there is not, and names those that there are', () => {
    expect(() => idsOf({ only: ['fire'] })).toThrow(/^--only has "fire"; there is no such scenario; there are: /);
  });

  it('tells a lesson whose scenario is missing', () => {
    const { problems } = rehearsed([], lessons, { target: 'local', plan: 90 });
    expect(problems[0]).toMatch(/^a lesson of the plan runs [\w-]+, and there is no such scenario for this target$/);
  });
});

describe('what is left behind', () => {
  const traces = (change: Partial<Traces> = {}): Traces => ({
    snapshot: snapshot(0),
    journals: [],
    processes: new Map(),
    ...change,
  });
  const fault = { id: 'error-all', task: 'aaaaaaaa1' } as unknown as NonNullable<Traces['snapshot']['faults']>[number];
  const alert = (clock: string) => ({
    name: 'Burn',
    state: 'firing' as const,
    labels: { clock, slo: 'availability' },
    summary: '',
    activeAt: '',
  });

  it('is nothing when all is as it was', () => {
    expect(leftBehind(traces(), traces())).toEqual([]);
  });

  it.each<[string, Partial<Traces>, string[]]>([
    ['a fault', { snapshot: snapshot(1, { faults: [fault] }) }, ['fault error-all is on in task aaaaaaaa']],
    ['faults that nobody tells', { snapshot: snapshot(1, { faults: null }) }, ['the app does not tell its faults']],
    [
      'a scaling',
      { snapshot: snapshot(1, { services: [app([task('a', '10.0.0.5'), task('b', '10.0.0.6')], { desired: 2 })] }) },
      ['the app shall have 2 tasks, and had 1'],
    ],
    ['a missing task', { snapshot: snapshot(1, { services: [app([])] }) }, ['the app has 0 of 1 tasks']],
    [
      'an alert of the class hour',
      { snapshot: snapshot(1, { alerts: [alert('class')] }) },
      ['Burn of availability (class hour) is firing'],
    ],
    [
      'no answer',
      { snapshot: snapshot(1, { services: null }) },
      ['the AWS API does not answer, so nobody can tell what is left'],
    ],
    [
      'a journal',
      { journals: ['.lab/runs/undo-SreSloLab.json'] },
      ['.lab/runs/undo-SreSloLab.json is there: something is not undone; "npx lab run --restore" does it'],
    ],
    ['a process', { processes: new Map([['node guardian', 1]]) }, ['1 more process than before: node guardian']],
  ])('is told: %s', (_what, after, left) => {
    expect(leftBehind(traces(), traces(after))).toEqual(left);
  });

  it('is no alert over five minutes, which is on for as long after the last failure', () => {
    const slow = { ...alert('class'), labels: { kind: 'cause', window: '5m' } };
    expect(leftBehind(traces(), traces({ snapshot: snapshot(1, { alerts: [slow] }) }))).toEqual([]);
    const quick = { ...slow, labels: { kind: 'cause', window: '30s' } };
    expect(leftBehind(traces(), traces({ snapshot: snapshot(1, { alerts: [quick] }) }))).toEqual(['Burn is firing']);
  });

  it('is no alert that was there before, and none of the real month, which remembers for hours', () => {
    const before = traces({ snapshot: snapshot(0, { alerts: [alert('class')] }) });
    const after = traces({ snapshot: snapshot(1, { alerts: [alert('class'), alert('real')] }) });
    expect(leftBehind(before, after)).toEqual([]);
  });
});

describe('the processes of a lab', () => {
  const folder = temporaryFolder();
  it('are counted by command, without the numbers in it', () => {
    const put = (pid: string, ...argv: string[]) => {
      mkdirSync(join(folder(), pid));
      writeFileSync(join(folder(), pid, 'cmdline'), argv.join('\0'));
    };
    put('11', 'node', '/lab/dist/agent.js', '4566');
    put('12', 'node', '/lab/dist/agent.js', '4567');
    put('13', 'node', '/other/dist/agent.js');
    mkdirSync(join(folder(), '14'));
    expect(labProcesses('/lab', folder())).toEqual(new Map([['node dist/agent.js #', 2]]));
    expect(labProcesses('/lab', join(folder(), 'none')).size).toBe(0);
  });
});

describe('the report of a rehearsal', () => {
  const run = (change: Partial<Rehearsal> = {}): Rehearsal => ({
    id: 'partial-failure',
    title: 'One request in five fails',
    time: 1,
    outcome: 'met',
    wrong: [],
    left: [],
    spent: [{ slo: 'availability', objective: '99%', share: 0.14 }],
    planned: [{ slo: 'availability', objective: '99%', share: 0.15 }],
    wasReset: false,
    tookMs: 80_000,
    record: '.lab/runs/a.json',
    ...change,
  });
  const report = (change: Partial<RehearsalReport> = {}): RehearsalReport => ({
    startedAt: '2026-11-20T20:00:00.000Z',
    target: 'local',
    cluster: 'SreSloLab',
    plan: 60,
    times: 1,
    doctor: [],
    planProblems: [],
    runs: [run()],
    spent: [],
    cost: { usdPerHour: 0.0412, hours: 1, usd: 0.0412 },
    tookMs: 90_000,
    interrupted: false,
    files: { json: 'a.json', markdown: 'a.md' },
    ...change,
  });

  it('is ready when everything was met and nothing is left', () => {
    expect(problemsOf(report())).toEqual([]);
    expect(formatRehearsal(report(), PLAIN)).toContain('✓ Ready. It took 1 m 30 s.');
    expect(rehearsalMarkdown(report())).toContain('**Everything is as it shall be.**');
  });

  it.each<[string, Partial<RehearsalReport>, string]>([
    ['the machine is not', { doctor: ['port 4566: taken'] }, 'port 4566: taken'],
    [
      'an expectation was not met',
      { runs: [run({ outcome: 'not met' }), run({ id: 'other' })] },
      'not as expected: partial-failure',
    ],
    ['something is left', { runs: [run({ left: ['fault x'] })] }, 'not as expected: partial-failure'],
    ['nothing was run', { runs: [] }, 'no scenario was run'],
    [
      'the plan costs too much',
      { spent: [{ slo: 'availability', objective: '99%', share: 0.8 }] },
      "the plan's scenarios took 80 % of a class hour's budget of availability at 99%; allowed: below 80 %",
    ],
  ])('is not ready when %s', (_what, change, problem) => {
    expect(problemsOf(report(change))).toEqual([problem]);
    expect(formatRehearsal(report(change), PLAIN)).toContain(`✗ Not ready:\n  ${problem}`);
    expect(rehearsalMarkdown(report(change))).toContain(`- ${problem}`);
  });

  it('lets all scenarios together cost more than a class does', () => {
    expect(problemsOf(report({ plan: null, spent: [{ slo: 'availability', objective: '99%', share: 3 }] }))).toEqual(
      [],
    );
  });

  it('counts each scenario once, with the mean of its runs', () => {
    const share = (value: number) => [{ slo: 'availability', objective: '99%', share: value }];
    const runs = [
      { id: 'a', spent: share(0.1) },
      { id: 'a', spent: share(0.2) },
      { id: 'b', spent: share(0.3) },
    ];
    expect(sumOfSpent(runs)).toEqual([
      { slo: 'availability', objective: '99%', share: expect.closeTo(0.45) as number },
    ]);
  });

  it('says what was wrong with which run', () => {
    const bad = run({ outcome: 'not met', wrong: ['alert: expected within 35 s, got none'], left: ['fault x'] });
    expect(isGood(bad)).toBe(false);
    const text = formatRehearsal(report({ runs: [bad] }), PLAIN);
    expect(text).toContain('partial-failure (1): alert: expected within 35 s, got none');
    expect(text).toContain('partial-failure (1) left behind: fault x');
  });
});
