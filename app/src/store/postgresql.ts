import type { Pool, PoolClient } from 'pg';
import type { DatabaseConfig } from '../database-config';
import type { Logger } from '../log';
import { codeOf, TimeLimitError } from './errors';
import { SAMPLE_USERS } from './sample-users';
import type { User, UserRepository } from './user';

/** A schema of its own: a database that the lab shares with others keeps its `users`. */
const TABLE = 'sre_lab.users';

/** Any number will do, as long as every task of the lab asks for the same lock. */
const LOCK = 7_382_915;

/** The table went after it was made: somebody gave the database an empty disk. */
const UNDEFINED_TABLE = '42P01';

/** `statement_timeout` ended it. */
const QUERY_CANCELED = '57014';

/** pg gives these no code. */
const TIMEOUT_MESSAGES: ReadonlySet<string> = new Set([
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated due to connection timeout',
]);

/** Long enough for a busy second to pass, short enough to give connections back. */
const IDLE_TIMEOUT_MS = 10_000;

export interface PostgresqlUsersDeps {
  readonly database: DatabaseConfig;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Users in PostgreSQL. Nothing connects before the first query, and the first one that finds no table makes it: a
 * database that is away at the start is simply a query that failed.
 */
export function createPostgresqlUsers({ database, logger }: PostgresqlUsersDeps): UserRepository {
  let pool: Promise<Pool> | undefined;
  let hasTable = false;
  let closed: Promise<void> | undefined;

  /** A connection of the pool for as long as `use` takes; one that failed or was abandoned is not used again. */
  async function connected<T>(signal: AbortSignal, use: (client: PoolClient) => Promise<T>): Promise<T> {
    if (closed) throw new Error('the store is closed');
    const client = await (await (pool ??= openPool(database, logger))).connect();
    const giveBack = once((broken: boolean) => client.release(broken));
    const abandon = () => giveBack(true);
    if (signal.aborted) giveBack(false);
    signal.throwIfAborted();
    signal.addEventListener('abort', abandon, { once: true });
    try {
      const result = await use(client);
      giveBack(false);
      return result;
    } catch (error) {
      giveBack(true);
      throw error;
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  async function query<Row>(signal: AbortSignal, text: string, values: readonly number[]): Promise<readonly Row[]> {
    try {
      return await connected(signal, async (client) => {
        if (!hasTable) await createTable(client);
        hasTable = true;
        return (await client.query(text, [...values])).rows;
      });
    } catch (error) {
      if (codeOf(error) === UNDEFINED_TABLE) hasTable = false;
      throw ownError(error, database.timeoutMs);
    }
  }

  return {
    name: 'postgresql',
    list: ({ limit, offset }, signal) =>
      query<User>(signal, `SELECT id, name, email FROM ${TABLE} ORDER BY id LIMIT $1 OFFSET $2`, [limit, offset]),
    get: async (id, signal) =>
      (await query<User>(signal, `SELECT id, name, email FROM ${TABLE} WHERE id = $1`, [id]))[0],
    // It reads the table, so that "ready" means that the next list will do.
    ping: async (signal) => void (await query(signal, `SELECT FROM ${TABLE} LIMIT 1`, [])),
    close: () => (closed ??= Promise.resolve(pool).then((opened) => opened?.end())),
  };
}

/** Only a service with a database pays for the driver. */
async function openPool(database: DatabaseConfig, logger: PostgresqlUsersDeps['logger']): Promise<Pool> {
  const pg = await import('pg');
  const { host, port, user, password, name, tls, poolSize, timeoutMs } = database;
  const pool = new pg.Pool({
    host,
    port,
    user,
    password: password.reveal(),
    database: name,
    // The host, because pg tells TLS a name only: an address would be checked as "localhost".
    ssl: tls === undefined ? false : { rejectUnauthorized: tls.verify, ca: tls.ca, host },
    application_name: 'sre-app',
    max: poolSize,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    // Also the wait for a connection that others use.
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    // The server's own: it ends a query whose client has gone.
    statement_timeout: timeoutMs,
    keepAlive: true,
  });
  // Of a connection that nobody uses: without a listener it would end the process.
  pool.on('error', (error) => logger.warn({ store: 'postgresql', reason: error.message }, 'an idle connection broke'));
  // Of one in use, which has lost the pool's listener: its query says what happened.
  pool.on('connect', (client) => client.on('error', () => {}));
  logger.info({ store: 'postgresql', host, port, database: name, tls: tls !== undefined }, 'using a database');
  return pool;
}

/** Makes schema, table and sample users where they are missing; several tasks may try at once. */
async function createTable(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(`SELECT to_regclass('${TABLE}') IS NOT NULL AS exists`);
  // Whoever may only read a table that is there needs no right to make one.
  if (rows[0]?.exists) return;
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await client.query('CREATE SCHEMA IF NOT EXISTS sre_lab');
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (id integer PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE)`,
  );
  await client.query(
    `INSERT INTO ${TABLE} SELECT * FROM json_populate_recordset(NULL::${TABLE}, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(SAMPLE_USERS)],
  );
  await client.query('COMMIT');
}

/** The driver and the server notice in different places that time ran out, and most of them give no code. */
function ownError(error: unknown, timeoutMs: number): unknown {
  const isTimeout =
    codeOf(error) === QUERY_CANCELED ||
    codeOf(error) === 'ETIMEDOUT' ||
    (error instanceof Error && TIMEOUT_MESSAGES.has(error.message));
  return isTimeout ? new TimeLimitError(`no answer within ${timeoutMs} ms`, { cause: error }) : error;
}

function once<T>(run: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    run(value);
  };
}
