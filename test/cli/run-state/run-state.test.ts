import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimRunFile } from '../../../lib/cli/run-state/claim';
import { processStart, startTimeOf } from '../../../lib/cli/run-state/process-start';
import { createRunFile, readRunFile, type RunState } from '../../../lib/cli/run-state/run-file';
import { findRunningLab } from '../../../lib/cli/run-state/running-lab';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const runFile = () => join(folder(), '.lab', 'run.json');

const CLOUD: NonNullable<RunState['cloud']> = {
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  network: { kind: 'namespaces', reason: 'they work' },
  dns: { address: '127.0.0.1', port: 5353 },
};

const stateOf = (change: Partial<RunState> = {}): RunState => ({
  version: 1,
  pid: process.pid,
  processStart: processStart(process.pid) ?? null,
  startedAt: '2026-11-20T10:00:00.000Z',
  stackName: 'SreSloLab',
  phase: 'up',
  cloud: CLOUD,
  ...change,
});

describe('the run file', () => {
  it('is read back as it was written, by its owner alone', () => {
    expect(createRunFile(runFile(), stateOf())).toBe(true);
    expect(readRunFile(runFile())).toEqual(stateOf());
    expect(statSync(runFile()).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder(), '.lab'))).toEqual(['run.json']);
  });

  it('is not overwritten by a second lab', () => {
    createRunFile(runFile(), stateOf({ stackName: 'first' }));
    expect(createRunFile(runFile(), stateOf({ stackName: 'second' }))).toBe(false);
    expect(readRunFile(runFile())?.stackName).toBe('first');
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"version":2}'],
    ['an unknown member', JSON.stringify({ ...stateOf(), extra: 1 })],
  ])('counts for nothing when it has %s', (_what, content) => {
    createRunFile(runFile(), stateOf());
    writeFileSync(runFile(), content);
    expect(readRunFile(runFile())).toBeUndefined();
  });
});

describe('the running lab', () => {
  it('is the one whose process still runs', () => {
    createRunFile(runFile(), stateOf());
    expect(findRunningLab(runFile())).toEqual(stateOf());
  });

  it('is none without a run file', () => {
    expect(findRunningLab(runFile())).toBeUndefined();
  });

  it('is none when the process has ended', () => {
    createRunFile(runFile(), stateOf({ pid: 2 ** 22 + 1 }));
    expect(findRunningLab(runFile())).toBeUndefined();
  });

  it('is none when the pid was used again by another process', () => {
    createRunFile(runFile(), stateOf({ processStart: '1' }));
    expect(findRunningLab(runFile())).toBeUndefined();
  });
});

describe('the start time of a process', () => {
  it('is field 22, also behind a name with blanks and parentheses', () => {
    const fields = Array.from({ length: 50 }, (_, index) => String(index + 4));
    expect(startTimeOf(`7 (a (b) c) S ${fields.join(' ')}`)).toBe('22');
  });

  it('is none for a zombie and for a process that is gone', () => {
    expect(startTimeOf(`7 (node) Z ${Array.from({ length: 50 }).fill('1').join(' ')}`)).toBeUndefined();
    expect(processStart(2 ** 22 + 1)).toBeUndefined();
  });
});

describe('claiming the run file', () => {
  it('makes this process the lab, tells of its phases and gives the file back', () => {
    const claim = claimRunFile(runFile(), 'SreSloLab');
    expect(findRunningLab(runFile())).toMatchObject({ pid: process.pid, phase: 'starting' });
    claim.update({ cloud: CLOUD });
    claim.update({ phase: 'up' });
    expect(findRunningLab(runFile())).toMatchObject({ phase: 'up', cloud: CLOUD });
    claim.release();
    expect(existsSync(runFile())).toBe(false);
  });

  it('ignores what a dead lab left behind', () => {
    createRunFile(runFile(), stateOf({ processStart: '1' }));
    claimRunFile(runFile(), 'SreSloLab');
    expect(findRunningLab(runFile())).toMatchObject({ pid: process.pid, phase: 'starting' });
  });

  it.each([
    ['up', 'running'],
    ['starting', 'starting'],
  ] as const)('fails while a lab is %s, and leaves it alone', (phase, word) => {
    createRunFile(runFile(), stateOf({ phase }));
    expect(() => claimRunFile(runFile(), 'SreSloLab')).toThrow(
      `a lab is already ${word} from this folder (pid ${process.pid}); look at it with "npx lab status" or stop it with "npx lab down"`,
    );
    expect(readRunFile(runFile())).toEqual(stateOf({ phase }));
  });
});
