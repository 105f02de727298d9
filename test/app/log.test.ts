import type { LogLevel } from '../../app/src/config';
import { createLogger } from '../../app/src/log';

function linesAt(level: LogLevel): string[] {
  const lines: string[] = [];
  const logger = createLogger({ level, write: (line) => lines.push(line) });
  logger.debug({}, 'debug');
  logger.info({ port: 1 }, 'info');
  logger.warn({}, 'warn');
  logger.error({ error: new Error('two\nlines') }, 'error');
  return lines;
}

test('a message is one JSON line with its level, time and fields', () => {
  const [line = ''] = linesAt('info');
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), msg: 'info', port: 1 });
});

test('an error is logged with its stack, still on one line', () => {
  const [line = ''] = linesAt('error');
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line).error).toEqual({
    type: 'Error',
    message: 'two\nlines',
    stack: expect.stringMatching(/^Error: two\nlines\n\s+at /),
  });
});

test.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
  ['silent', 0],
] as const)('level %s writes %d of four messages', (level, count) => {
  expect(linesAt(level)).toHaveLength(count);
});

test('a secret never gets into a line, wherever it is', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', write: (line) => lines.push(line) });
  logger.info({ headers: { authorization: 'Basic aHVudGVyMg==' } }, 'connected to postgres://lab:hunter2@db/lab');
  logger.error({ error: new Error('no route to postgres://lab:hunter2@db/lab') }, 'failed');
  expect(lines).toHaveLength(2);
  lines.forEach((line) => expect(line).not.toMatch(/hunter2|aHVudGVyMg/));
  lines.forEach((line) => expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) }));
});
