import { inspect } from 'node:util';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, readConfig } from '../../app/src/config';

const RULE =
  'DATABASE_URL must be postgresql://user:password@host:port/database, with ?sslmode=disable, require or verify-full ' +
  'at most (its value is not shown, as it holds a password)';

const VARIABLES = { PGHOST: 'db.example.com', PGUSER: 'app', PGPASSWORD: 'hush', PGDATABASE: 'lab' };

const databaseOf = (env: Readonly<Record<string, string>>) => readConfig(env).database;

test('without a database there is none', () => {
  expect(databaseOf({})).toBeUndefined();
});

test('a URL says where it is, with its escapes undone', () => {
  const database = databaseOf({ DATABASE_URL: 'postgresql://a%40b:p%2Fw%3A@db.example.com:6432/lab' });
  expect(database).toMatchObject({ host: 'db.example.com', port: 6432, user: 'a@b', name: 'lab', poolSize: 10 });
  expect(database).toMatchObject({ timeoutMs: 1000, tls: undefined });
  expect(database?.password.reveal()).toBe('p/w:');
});

test('a URL may leave out the port, and have an IPv6 address', () => {
  expect(databaseOf({ DATABASE_URL: 'postgres://a:b@[::1]/lab' })).toMatchObject({ host: '::1', port: 5432 });
});

test("libpq's variables say the same", () => {
  const database = databaseOf({ ...VARIABLES, PGPORT: '6432', PGSSLMODE: 'require' });
  expect(database).toMatchObject({ host: 'db.example.com', port: 6432, user: 'app', name: 'lab' });
  expect(database?.tls).toEqual({ verify: false });
  expect(database?.password.reveal()).toBe('hush');
});

test('verify-full takes the certificates of a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sre-config-'));
  const file = path.join(folder, 'ca.pem');
  const pem = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
  writeFileSync(file, pem);
  const url = 'postgresql://a:b@c/d?sslmode=verify-full';
  expect(databaseOf({ DATABASE_URL: url, PGSSLROOTCERT: file })?.tls).toEqual({ verify: true, ca: pem });
  expect(databaseOf({ DATABASE_URL: url })?.tls).toEqual({ verify: true, ca: undefined });
  rmSync(folder, { recursive: true });
});

test('the password shows nowhere', () => {
  const config = readConfig({ DATABASE_URL: 'postgresql://app:hush@c/d' });
  expect(JSON.stringify(config) + inspect(config, { depth: 9, showHidden: true })).not.toContain('hush');
  expect(String(config.database?.password)).toBe('[hidden]');
});

test.each([
  'mysql://app:hush@c/d',
  'postgresql://app:hush@c',
  'postgresql://c/d',
  'postgresql://app:hush@c/d/e',
  'postgresql://app:hush@c/d?sslmode=prefer',
  'postgresql://app:hush@c/d?host=/tmp',
  'postgresql://app:%zz@c/d',
  'postgresql://app:hush@c:99999/d',
  'hush',
  '',
])('fails for DATABASE_URL=%s, without showing it', (url) => {
  expect(() => readConfig({ DATABASE_URL: url })).toThrow(new ConfigError(RULE));
});

test.each([
  [{ PGHOST: 'c' }, 'PGHOST needs PGUSER, PGPASSWORD and PGDATABASE beside it'],
  [{ ...VARIABLES, PGHOST: '' }, 'PGHOST must be the name or address of a host, got ""'],
  [{ ...VARIABLES, PGPORT: '0' }, 'PGPORT must be a whole number from 1 to 65535, got "0"'],
  [{ ...VARIABLES, PGSSLMODE: 'on' }, 'PGSSLMODE must be one of disable, require, verify-full, got "on"'],
  [
    { ...VARIABLES, PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/nowhere' },
    'PGSSLROOTCERT must be a file with PEM certificates, got "/nowhere"',
  ],
  [{ ...VARIABLES, DATABASE_URL: 'postgresql://a:b@c/d' }, 'DATABASE_URL and PGHOST are both set: unset one of them'],
])('fails for %j', (env, message) => {
  expect(() => readConfig(env as Record<string, string>)).toThrow(new ConfigError(message));
});
