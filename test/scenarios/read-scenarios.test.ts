import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_TYPES } from '../../lib/cli/faults/fault-request';
import { ACTION_WORDS, costOf, readScenarios } from '../../lib/scenarios/index';
import { readSlos } from '../../lib/slo/input/index';

const ROOT = join(__dirname, '../..');
const read = (folder: string) =>
  readdirSync(join(ROOT, folder)).map((name) => ({
    file: `${folder}/${name}`,
    text: readFileSync(join(ROOT, folder, name), 'utf8'),
  }));
const { slos } = readSlos(read('observability/slo'));

const GOOD = `id: example
title: An example
kind: application
objective: See it.
steps:
  - { at: 5s, action: error, strength: 10%, for: 35s }
expect:
  budgets:
    - { slo: availability, spent: 10%, tolerance: 2% }
`;

/** What is wrong with the example after a replacement, as a person reads it. */
function problemsOf(from: string, to: string, file = 'example.yaml'): string[] {
  expect(GOOD).toContain(from);
  const { problems } = readScenarios([{ file, text: GOOD.replace(from, to) }], slos);
  return problems.map(({ line, path, got, message }) => `${line}: ${path}: got ${got}; ${message}`);
}

describe('readScenarios', () => {
  it('reads every scenario of the lab', () => {
    const files = read('docs/scenarios');
    const { scenarios, problems } = readScenarios(files, slos);
    expect(problems).toEqual([]);
    expect(scenarios).toHaveLength(files.length);
  });

  it('gives plain data, with the defaults filled in', () => {
    const { scenarios } = readScenarios([{ file: 'docs/scenarios/example.yaml', text: GOOD }], slos);
    expect(scenarios).toMatchObject([
      {
        id: 'example',
        targets: ['local', 'aws'],
        preconditions: { clock: 'class', budgets: [] },
        steps: [{ at: 5, seconds: 35, action: { name: 'fault', type: 'error', strength: 0.1, route: '*' } }],
        expect: { budgets: [{ slo: 'availability', clock: 'class', spent: 0.1, tolerance: 0.02 }] },
        restoreSeconds: 90,
        seed: 1,
      },
    ]);
    expect(costOf(scenarios[0]!)).toEqual([{ slo: 'availability', clock: 'class', share: 0.1 }]);
  });

  it('knows every fault that "lab fault" knows', () => {
    expect(ACTION_WORDS).toEqual(expect.arrayContaining(FAULT_TYPES));
  });

  it.each([
    [
      'kind: application',
      'kind: aplication',
      '3: kind: got aplication; allowed: network, infrastructure, application, data; did you mean "application"?',
    ],
    [
      'title: An example',
      'titel: An example',
      '2: titel: got An example; no such key here; did you mean "title"?; allowed: id, title, kind, objective, document, targets, preconditions, load, steps, expect, abort, hints, restore, seed',
    ],
    [
      'action: error',
      'action: eror',
      '6: steps[0].action: got eror; allowed: error, reset, dependency, latency, slow_queries, cpu, memory, event_loop, stale, readiness, bandwidth, network-latency, network-loss, network-partition, kill, stop-task, scale, bad-deployment, broken-deployment, spike, requests, dns-trouble; did you mean "error"?',
    ],
    [
      'action: error, strength: 10%, for: 35s',
      'action: kill, for: 35s',
      '6: steps[0].for: got 35s; a step "kill" happens at once and has no time to live: delete this line',
    ],
    [
      'for: 35s',
      'for: 35',
      '6: steps[0].for: got 35; allowed: a whole number above 0 and s or m, such as 40s; at most 1h; put quotes around it',
    ],
    [
      'for: 35s',
      'for: 2h',
      '6: steps[0].for: got 2h; allowed: a whole number above 0 and s or m, such as 40s; at most 1h',
    ],
    [
      'strength: 10%',
      'strength: 110%',
      '6: steps[0].strength: got 110%; allowed: a share of at most 100%, such as 10%',
    ],
    [
      'slo: availability',
      'slo: availabilty',
      '9: expect.budgets[0].slo: got availabilty; no SLO has this name; did you mean "availability"?; allowed: availability, freshness, latency-200ms, latency-300ms, latency-2s, outside-in, quality',
    ],
    [
      'slo: availability',
      'slo: availability, clock: real',
      '9: expect.budgets[0].objective: got nothing; availability has these on this clock: 99%, 99.9%',
    ],
    [
      '  budgets:\n    - { slo: availability, spent: 10%, tolerance: 2% }',
      '  {}',
      '7: expect: got a map; allowed: at least one of alerts, silent, budgets, recovery, seenBy, sees; a scenario that expects nothing cannot fail',
    ],
    [
      '  budgets:',
      '  alerts:\n    - { slo: availability, tier: page-fst, firesWithin: 30s }\n  budgets:',
      '9: expect.alerts[0].tier: got page-fst; availability has no such tier on this clock; did you mean "page-fast"?; allowed: page-fast, page-slow, ticket-fast, ticket-slow',
    ],
    [
      'steps:',
      'load: { rate: 10, mix: { fail: 1 } }\nsteps:',
      '5: load.mix.fail: got 1; fail is no path; allowed: one that begins with /',
    ],
    ['steps:', 'steps: [}', '5: : got no valid YAML; '],
  ])('refuses %j as %j', (from, to, said) => {
    expect(problemsOf(from, to).join('\n')).toContain(
      said.replace('8: expect', to === '  {}' ? '7: expect' : '8: expect'),
    );
  });

  it('refuses a name that is not the file’s, and an id that is taken', () => {
    expect(problemsOf('id: example', 'id: other')).toEqual(["1: id: got other; allowed: the file's own name, example"]);
    const twice = readScenarios([
      { file: 'a/example.yaml', text: GOOD },
      { file: 'b/example.yaml', text: GOOD },
    ]);
    expect(twice.problems).toMatchObject([
      { file: 'b/example.yaml', line: 1, message: 'allowed: each id once; it is at a/example.yaml:1' },
    ]);
    expect(twice.scenarios).toHaveLength(1);
  });

  it('refuses a second document and an empty file', () => {
    expect(problemsOf('title: An example', 'title: An example\n---\nid: b')[0]).toBe(
      '3: : got a second document; allowed: one document in a file; split it',
    );
    expect(readScenarios([{ file: 'x.yaml', text: '# nothing\n' }]).problems).toMatchObject([
      { line: 1, got: 'no document' },
    ]);
  });
});
