import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labPaths } from '../../../lib/cli/paths';
import { openBoundedLog } from '../../../lib/cli/run-record/bounded-log';
import { openRunRecord } from '../../../lib/cli/run-record/run-record';
import { temporaryFolder } from '../temporary-folder';

const root = temporaryFolder();
const AT = Date.UTC(2026, 10, 21);

describe("a run's record", () => {
  const paths = () => labPaths(root());
  const text = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

  it('has the output of each log group, the events and the log of the cloud, with their times', () => {
    const record = openRunRecord(paths(), () => AT);
    record.output({ group: '/SreSloLab/app', stream: 'app/app/1', timestamp: AT + 1, message: 'listening' });
    record.output({ group: '/SreSloLab/app', stream: 'app/app/2', timestamp: AT + 2, message: 'listening too' });
    record.event({ timestamp: AT + 3, message: '(service web) has reached a steady state.' });
    record.log('built image');
    // No close: SIGKILL loses nothing.
    expect(text(paths().logs, 'SreSloLab_app.log')).toBe(
      '2026-11-21T00:00:00.001Z app/app/1 listening\n2026-11-21T00:00:00.002Z app/app/2 listening too\n',
    );
    expect(text(paths().logs, 'events.log')).toBe(
      '2026-11-21T00:00:00.003Z (service web) has reached a steady state.\n',
    );
    expect(text(paths().logs, 'cloud.log')).toBe('2026-11-21T00:00:00.000Z built image\n');
    record.close();
    record.close();
  });

  it('keeps that of the run before, and no more', () => {
    for (const line of ['first', 'second', 'third']) {
      const record = openRunRecord(paths());
      record.log(line);
      record.close();
    }
    expect(text(paths().logs, 'cloud.log')).toContain('third');
    expect(text(paths().logsBefore, 'cloud.log')).toContain('second');
  });

  it.each([
    ['/../../outside', '.._.._outside.log'],
    ['..', '...log'],
    ['cloud', '_cloud.log'],
    ['/events', '_events.log'],
  ])('stays in its folder, whatever a log group is called: %s', (group, file) => {
    const record = openRunRecord(paths());
    record.output({ group, stream: 's', timestamp: AT, message: 'm' });
    record.close();
    expect(readdirSync(paths().logs)).toEqual([file]);
  });
});

describe('a bounded log', () => {
  const file = () => join(root(), 'some', 'file.log');

  it('keeps the newest lines: when it is full, it goes on in a new file', () => {
    const log = openBoundedLog(file(), 10);
    for (const line of ['one', 'two', 'three', 'four']) log.write(line);
    log.close();
    log.write('after the end');
    expect(readFileSync(`${file()}.1`, 'utf8')).toBe('three\n');
    expect(readFileSync(file(), 'utf8')).toBe('four\n');
  });

  it('writes a line that is longer than the limit into a file of its own', () => {
    const log = openBoundedLog(file(), 4);
    log.write('much longer');
    log.close();
    expect(readFileSync(file(), 'utf8')).toBe('much longer\n');
  });

  it('does without a file that cannot be made', () => {
    mkdirSync(root(), { recursive: true });
    writeFileSync(join(root(), 'some'), 'a file where the folder should be');
    expect(() => openBoundedLog(file(), 10).write('line')).not.toThrow('ENOTDIR');
  });
});
