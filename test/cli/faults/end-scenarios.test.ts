import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endScenarios } from '../../../lib/cli/faults/end-scenarios';
import { labPaths } from '../../../lib/cli/paths';
import { processStart } from '../../../lib/cli/run-state/process-start';
import {
  journalFile,
  readJournal,
  removeJournal,
  writeJournal,
  type Journal,
} from '../../../lib/cli/scenarios/journal';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

describe('scenarios and the panic button', () => {
  const folder = temporaryFolder();
  const fileOf = () => journalFile(labPaths(folder()).runs, 'SreSloLab');
  const context = () => fakeContext({ root: folder() });
  let running: ChildProcess | undefined;
  afterEach(async () => {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  });

  /** The journal of a process in a lab that is gone meanwhile. */
  const journalOf = (pid: number, start: string | null): Journal => ({
    version: 1,
    owner: { pid, processStart: start, does: 'run' },
    record: join(folder(), 'record.json'),
    which: { target: 'local' },
    endpoint: null,
    labStartedAt: '2026-11-20T10:00:00.000Z',
    cluster: 'SreSloLab',
    entries: [{ id: 'step-1', action: 'error', data: {} }],
  });
  const runAProcess = async () => {
    running = spawn('sleep', ['60']);
    await once(running, 'spawn');
    return running.pid!;
  };

  it('are none without a journal', async () => {
    expect(await endScenarios(context(), 'SreSloLab')).toEqual([]);
  });

  it('are undone after a run that died', async () => {
    writeJournal(fileOf(), journalOf(2 ** 22 + 1, '1'));
    expect(await endScenarios(context(), 'SreSloLab')).toEqual([
      { isRestored: true, said: ['the lab is gone, and with it what was done to it'] },
    ]);
    expect(readJournal(fileOf())).toBeUndefined();
  });

  it('are stopped while they run, and undo what they did themselves', async () => {
    const pid = await runAProcess();
    writeJournal(fileOf(), journalOf(pid, processStart(pid) ?? null));
    const told: number[] = [];
    const kill = (one: number) => {
      told.push(one);
      removeJournal(fileOf());
    };
    expect(await endScenarios(context(), 'SreSloLab', kill)).toEqual([
      { isRestored: true, said: [`the run (pid ${pid}) was stopped`] },
    ]);
    expect(told).toEqual([pid]);
  });

  it('are told of when they do not stop', async () => {
    const pid = await runAProcess();
    writeJournal(fileOf(), journalOf(pid, processStart(pid) ?? null));
    const [ended] = await endScenarios(context(), 'SreSloLab', () => {}, 200);
    expect(ended).toEqual({
      isRestored: false,
      said: [
        `the run (pid ${pid}) has not stopped in 0.2 s; "kill -9 ${pid}" ends it, and "npx lab run --restore" undoes what it did`,
      ],
    });
  });
});
