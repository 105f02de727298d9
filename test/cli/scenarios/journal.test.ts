import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { effectOf } from '../../../lib/cli/scenarios/actions/index';
import {
  isOwned,
  openJournal,
  ownerHere,
  readJournal,
  writeJournal,
  type Journal,
} from '../../../lib/cli/scenarios/journal';
import { readRecords, revealRecord, updateRecord, writeRecord } from '../../../lib/cli/scenarios/record-files';
import { undoAll } from '../../../lib/cli/scenarios/undo-all';
import type { RunRecord } from '../../../lib/scenarios/index';
import { fakeApi, healthyLab, serviceOf } from '../status/fake-lab';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();

const BEGIN: Omit<Journal, 'owner'> = {
  version: 1,
  record: 'record.json',
  which: {},
  endpoint: null,
  labStartedAt: null,
  cluster: 'SreSloLab',
  entries: [],
};

describe('the undo journal', () => {
  it('has on disk what was noted, before note returns, and is gone when it is closed', () => {
    const file = join(folder(), 'runs', 'undo.json');
    const journal = openJournal(file, { ...BEGIN, owner: ownerHere('run') });
    journal.note({ id: 'one', action: 'scale', data: { service: 'a', tasks: 1 } });
    journal.note({ id: 'two', action: 'deploy', data: { before: 'a', revision: null } });
    journal.note({ id: 'two', action: 'deploy', data: { before: 'a', revision: 'b' } });
    expect(readJournal(file)?.entries).toEqual([
      { id: 'one', action: 'scale', data: { service: 'a', tasks: 1 } },
      { id: 'two', action: 'deploy', data: { before: 'a', revision: 'b' } },
    ]);
    journal.strike('one');
    expect(readJournal(file)?.entries.map(({ id }) => id)).toEqual(['two']);
    journal.close();
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(join(file, '..'))).toEqual([]);
  });

  it('knows whether its owner lives, and takes nonsense for nothing', () => {
    expect(isOwned({ owner: ownerHere('run') })).toBe(true);
    expect(isOwned({ owner: { ...ownerHere('run'), processStart: '1' } })).toBe(false);
    const file = join(folder(), 'undo.json');
    writeFileSync(file, '{');
    expect(readJournal(file)).toBeUndefined();
    writeJournal(file, { ...BEGIN, owner: ownerHere('restore') });
    expect(readJournal(file)?.owner.does).toBe('restore');
  });
});

describe('undoing', () => {
  const options = { attempts: 2, pauseMs: 1 };

  it('undoes the last first, tries again, and lets one failure keep nothing else from being undone', async () => {
    const lab = healthyLab();
    const api = fakeApi(lab);
    let failures = 1;
    const done: string[] = [];
    const undone = await undoAll(
      [
        { id: 'first', action: 'scale', data: { service: 'sre-app-service', tasks: 3 } },
        { id: 'broken', action: 'scale', data: { wrong: true } },
        { id: 'gone', action: 'no-such-action', data: null },
      ],
      {
        token: undefined,
        lab: {
          cluster: 'SreSloLab',
          api: {
            ...api,
            updateService: async (...given) => {
              failures -= 1;
              if (failures >= 0) throw new Error('busy');
              return api.updateService(...given);
            },
          },
        },
      },
      { ...options, undone: ({ id }) => done.push(id) },
    );
    expect(done).toEqual(['gone', 'first']);
    expect(undone.isRestored).toBe(false);
    expect(undone.said[1]).toMatch(/^broken could not be undone: /);
    expect(lab.services[0]?.desiredCount).toBe(3);
  });

  it('notes before it acts, and brings back what was there: scale and deployments', async () => {
    const lab = healthyLab();
    lab.services = [
      serviceOf('sre-app-service', { taskDefinition: 'app:1', desiredCount: 2 }),
      ...lab.services.slice(1),
    ];
    const api = fakeApi(lab);
    const notes: unknown[] = [];
    const context = {
      lab: { api, cluster: 'SreSloLab' },
      token: undefined,
      source: { take: () => Promise.reject(new Error('not asked')) },
      load: { send: () => {} },
      loadMix: undefined,
      seconds: 10,
      stepId: 'run-x-1',
      note: (data: unknown) => {
        notes.push([data, lab.services[0]?.desiredCount, lab.services[0]?.taskDefinition]);
      },
    };
    await effectOf('scale').act({ name: 'scale', service: 'app', tasks: 0 }, context);
    expect(notes).toEqual([[{ service: 'sre-app-service', tasks: 2 }, 2, 'app:1']]);
    expect(lab.services[0]?.desiredCount).toBe(0);
    await effectOf('scale').undo?.({ service: 'sre-app-service', tasks: 2 }, context);
    expect(lab.services[0]?.desiredCount).toBe(2);

    notes.length = 0;
    await effectOf('deploy').act({ name: 'deploy', flaw: 'failing-requests', strength: 0.3, route: '*' }, context);
    expect(notes).toEqual([
      [{ before: 'app:1', revision: null }, 2, 'app:1'],
      [{ before: 'app:1', revision: 'app:1-new' }, 2, 'app:1'],
    ]);
    expect(lab.services[0]?.taskDefinition).toBe('app:1-new');
    expect(lab.revisions?.get('app:1-new')).toEqual({
      CHAOS_FAULTS: '[{"type":"error","ratio":0.3,"route":"*","owner":"a bad deployment"}]',
    });
    await effectOf('deploy').undo?.({ before: 'app:1', revision: 'app:1-new' }, context);
    expect(lab.services[0]?.taskDefinition).toBe('app:1');
    expect(lab.revisions?.size).toBe(0);
    // What somebody else deployed meanwhile is theirs.
    lab.services = [serviceOf('sre-app-service', { taskDefinition: 'app:9' }), ...lab.services.slice(1)];
    await effectOf('deploy').undo?.({ before: 'app:1', revision: 'app:1-new' }, context);
    expect(lab.services[0]?.taskDefinition).toBe('app:9');
  });
});

describe('run records', () => {
  const record: RunRecord = {
    version: 1,
    id: 'task-killed',
    title: 'The only task crashes',
    kind: 'infrastructure',
    cluster: 'SreSloLab',
    endpoint: null,
    target: 'aws',
    startedAt: '2026-11-21T15:00:00.000Z',
    endedAt: null,
    blind: null,
    sealed: null,
    steps: [{ what: 'GET /kill', at: 2, doneAt: 2, endedAt: null, said: null }],
    prediction: null,
    facts: null,
    verdicts: [],
    outcome: 'running',
    problem: null,
    restored: null,
    override: null,
  };

  it('are files in the order of time, changed in place', () => {
    const runs = folder();
    const file = writeRecord(runs, record);
    expect(file).toBe(join(runs, '2026-11-21T150000.000Z-task-killed.json'));
    updateRecord(file, (one) => ({ ...one, outcome: 'met' }));
    expect(readRecords(runs)).toEqual([{ file, record: { ...record, outcome: 'met' } }]);
  });

  it('keep a blind run’s cause until it is revealed', () => {
    const runs = folder();
    const file = writeRecord(runs, { ...record, blind: { seed: 7, isRevealed: false } });
    expect(file).toMatch(/-blind\.json$/);
    updateRecord(file, (one) => ({ ...one, outcome: 'interrupted' }));
    const [shown] = readRecords(runs);
    expect(shown?.record).toMatchObject({ id: 'blind', kind: null, steps: [], outcome: 'interrupted' });
    expect(JSON.stringify({ ...shown?.record, sealed: null })).not.toMatch(/kill/);
    expect(revealRecord(file)).toMatchObject({
      id: 'task-killed',
      outcome: 'interrupted',
      blind: { seed: 7, isRevealed: true },
    });
    expect(readRecords(runs)[0]?.record.id).toBe('task-killed');
  });
});
