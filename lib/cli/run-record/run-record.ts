import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudHistory } from '../../local-cloud/index';
import type { LabPaths } from '../paths';
import { openBoundedLog, type BoundedLog } from './bounded-log';

/** Each file and its predecessor: what a class of an hour writes fits many times. */
const LIMIT_BYTES = 4 * 1024 * 1024;

/** What a run leaves to read: it is on disk as it happens, so a run that was killed can be read too. */
export interface RunRecord extends CloudHistory {
  /** A line of the local cloud itself. */
  log(line: string): void;
  close(): void;
}

/**
 * Starts the record of this run in `.lab/logs`: `cloud.log`, `events.log`, and a file for each log group. The last run's
 * becomes `.lab/logs.before`.
 */
export function openRunRecord({ logs, logsBefore }: Pick<LabPaths, 'logs' | 'logsBefore'>, now = Date.now): RunRecord {
  keepLastRun(logs, logsBefore);
  const files = new Map<string, BoundedLog>();
  const write = (name: string, timestamp: number, text: string) => {
    const file = files.get(name) ?? openBoundedLog(join(logs, name), LIMIT_BYTES);
    files.set(name, file);
    file.write(`${new Date(timestamp).toISOString()} ${text}`);
  };
  return {
    log: (line) => write('cloud.log', now(), line),
    event: ({ timestamp, message }) => write('events.log', timestamp, message),
    output: ({ group, stream, timestamp, message }) => write(fileOf(group), timestamp, `${stream} ${message}`),
    close() {
      for (const file of files.values()) file.close();
    },
  };
}

/** `/SreSloLab/app` → `SreSloLab_app.log`: a group's name never leads out of the folder, nor into another file. */
function fileOf(group: string): string {
  const name = group.replace(/^\//, '').replaceAll('/', '_');
  return ['cloud', 'events'].includes(name) ? `_${name}.log` : `${name}.log`;
}

function keepLastRun(logs: string, before: string): void {
  mkdirSync(logs, { recursive: true });
  rmSync(before, { recursive: true, force: true });
  renameSync(logs, before);
  mkdirSync(logs);
}
