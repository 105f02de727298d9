import { readFileSync } from 'node:fs';
import { Secret } from './secret';

/** Where PostgreSQL is, and how to speak to it. */
export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret;
  readonly name: string;
  /** Absent: the connection is not encrypted. */
  readonly tls?: DatabaseTls | undefined;
  /** How many connections, at most, are open at once. */
  readonly poolSize: number;
  /** How long a query may take, the wait for a connection included. */
  readonly timeoutMs: number;
}

export interface DatabaseTls {
  /** Whether the server must prove who it is; otherwise the connection is encrypted to whoever answers. */
  readonly verify: boolean;
  /** The certificates to believe, as PEM. @default those of Node.js */
  readonly ca?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with a variable; the message is the rule and never the value, which may hold a password. */
export class DatabaseConfigError extends Error {
  override readonly name = 'DatabaseConfigError';
}

const URL_RULE =
  'DATABASE_URL must be postgresql://user:password@host:port/database, with ?sslmode=disable, require or verify-full ' +
  'at most (its value is not shown, as it holds a password)';

const SSL_MODES = ['disable', 'require', 'verify-full'];

/**
 * Reads DATABASE_URL, or the variables that libpq knows (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, PGSSLMODE,
 * PGSSLROOTCERT), which ECS can fill from the members of a secret. @returns undefined when neither is there
 */
export function readDatabase(env: Environment): Omit<DatabaseConfig, 'poolSize' | 'timeoutMs'> | undefined {
  const { DATABASE_URL: url, PGHOST: host } = env;
  if (url !== undefined && host !== undefined) {
    throw new DatabaseConfigError('DATABASE_URL and PGHOST are both set: unset one of them');
  }
  if (url !== undefined) return fromUrl(url, env);
  return host === undefined ? undefined : fromVariables(host, env);
}

function fromUrl(text: string, env: Environment): ReturnType<typeof readDatabase> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocols = ['postgresql:', 'postgres:'];
  const hasOther = [...(url?.searchParams.keys() ?? [])].some((key) => key !== 'sslmode');
  if (!url || !protocols.includes(url.protocol) || !url.hostname || url.hash || hasOther) {
    throw new DatabaseConfigError(URL_RULE);
  }
  const [user, password, name] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (!user || !name || name.includes('/') || password === undefined) throw new DatabaseConfigError(URL_RULE);
  return {
    // A URL has brackets around an IPv6 address, a socket has none.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 5432 : Number(url.port),
    user,
    password: new Secret(password),
    name,
    tls: tlsOf(url.searchParams.get('sslmode') ?? 'disable', env, () => new DatabaseConfigError(URL_RULE)),
  };
}

function fromVariables(host: string, env: Environment): ReturnType<typeof readDatabase> {
  const { PGPORT: port = '5432', PGUSER: user, PGPASSWORD: password, PGDATABASE: name, PGSSLMODE: mode } = env;
  if (!host) throw new DatabaseConfigError('PGHOST must be the name or address of a host, got ""');
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new DatabaseConfigError(`PGPORT must be a whole number from 1 to 65535, got ${JSON.stringify(port)}`);
  }
  if (!user || password === undefined || !name) {
    throw new DatabaseConfigError('PGHOST needs PGUSER, PGPASSWORD and PGDATABASE beside it');
  }
  const badMode = () =>
    new DatabaseConfigError(`PGSSLMODE must be one of ${SSL_MODES.join(', ')}, got ${JSON.stringify(mode)}`);
  return {
    host,
    port: Number(port),
    user,
    password: new Secret(password),
    name,
    tls: tlsOf(mode ?? 'disable', env, badMode),
  };
}

function tlsOf(mode: string, env: Environment, bad: () => DatabaseConfigError): DatabaseTls | undefined {
  if (!SSL_MODES.includes(mode)) throw bad();
  if (mode === 'disable') return undefined;
  return mode === 'require' ? { verify: false } : { verify: true, ca: rootCertificates(env['PGSSLROOTCERT']) };
}

function rootCertificates(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const text = readable(path);
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new DatabaseConfigError(`PGSSLROOTCERT must be a file with PEM certificates, got ${JSON.stringify(path)}`);
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
