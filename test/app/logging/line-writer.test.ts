import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LineWriter } from '../../../app/src/logging/line-writer';

const SECOND = { timeoutMs: 1000 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('lines come out whole and in order, whenever they were written', async () => {
  const file = path.join(folder, 'log');
  const fd = openSync(file, 'w');
  const writer = new LineWriter({ fd, onDropped: () => {} });
  const lines = Array.from({ length: 5000 }, (_, i) => `${i} ü ${'x'.repeat(i % 100)}\n`);
  for (const [i, line] of lines.entries()) {
    writer.write(line);
    if (i % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await writer.drained(SECOND);
  closeSync(fd);
  expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
});

test('nothing to write is drained at once', async () => {
  await expect(new LineWriter({ fd: 1, onDropped: () => {} }).drained(SECOND)).resolves.toBeUndefined();
});

test('a descriptor that cannot be written costs the lines and nothing else', async () => {
  const fd = openSync(__filename, 'r');
  const writer = new LineWriter({ fd, onDropped: () => {} });
  writer.write('lost\n');
  await writer.drained(SECOND);
  writer.write('lost too\n');
  await expect(writer.drained(SECOND)).resolves.toBeUndefined();
  closeSync(fd);
});

test('lines beyond what may wait are dropped, counted and told once there is room', async () => {
  const pipe = path.join(folder, 'pipe');
  const made = spawn('mkfifo', [pipe]);
  await new Promise((resolve) => made.once('close', resolve));
  // Opened for both, so that it opens without a reader and then fills up.
  const fd = openSync(pipe, 'r+');
  const told: number[] = [];
  const writer = new LineWriter({ fd, onDropped: (lines) => told.push(lines) });
  const line = `${'x'.repeat(99_999)}\n`;
  writer.write(line);
  await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 50; i += 1) writer.write(line);
  const reader = spawn('head', ['-c', '4200000'], { stdio: [openSync(pipe, 'r'), 'ignore', 'ignore'] });
  await writer.drained(SECOND);
  reader.kill();
  expect(told).toEqual([9]);
  closeSync(fd);
});
