import { pretty } from '../../../app/src/logging/pretty';

const TIME = '2026-11-20T10:11:12.345Z';
const line = (fields: object) => JSON.stringify({ level: 'info', time: TIME, ...fields });
const plain = (fields: object) => pretty(line(fields), { isColored: false });

test('a line has the time, the level, the message and the fields', () => {
  expect(plain({ msg: 'listening', address: { port: 5000 }, version: 'dev' })).toBe(
    '10:11:12.345 INFO  listening address={"port":5000} version=dev\n',
  );
});

test('a request is a sentence of its own', () => {
  const fields = { requestId: 'a', method: 'GET', url: '/x?y', route: '/x', http_status: '200', seconds: 0.00123 };
  expect(plain({ ...fields, msg: 'request' })).toBe('10:11:12.345 INFO  GET /x?y 200 1.2 ms requestId=a route=/x\n');
});

test('a stack keeps its lines', () => {
  const error = { type: 'Error', message: 'no', stack: 'Error: no\n    at here' };
  expect(plain({ level: 'error', msg: 'failed', error })).toBe('10:11:12.345 ERROR failed\nError: no\n    at here\n');
});

test('what a client sends cannot write to the terminal', () => {
  const text = plain({ msg: 'request', method: 'GET', url: '/\u001B[2J\r\n\u009B', http_status: '404', seconds: 0 });
  expect(text).toBe('10:11:12.345 INFO  GET /\\x1b[2J\\x0d\\x0a\\x9b 404 0.0 ms\n');
});

test.each([
  ['debug', '\u001B[2m'],
  ['warn', '\u001B[33m'],
  ['error', '\u001B[31m'],
])('on a terminal, %s has its color', (level, color) => {
  const text = pretty(line({ level, msg: 'x' }), { isColored: true });
  expect(text.startsWith(color)).toBe(true);
  expect(text.endsWith('\u001B[0m\n')).toBe(true);
});
