import { isIP } from 'node:net';
import { type Fault, parseFaults } from './chaos/fault';
import { type DatabaseConfig, DatabaseConfigError, readDatabase } from './database-config';
import { Secret } from './secret';
import type { CircuitBreakerOptions } from './store/circuit-breaker';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `auto`: for people when standard output is a terminal, else JSON. */
const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

export interface Config {
  /** The address to listen on. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly logFormat: (typeof LOG_FORMATS)[number];
  /** What `app_build_info` and `/` call this build. */
  readonly version: string;
  /** The share of the answers of `/risky` that fail, from 0 to 1. */
  readonly riskyFailureRatio: number;
  /** How long, at most, the service still serves after SIGTERM: as long as clients keep an address (the DNS TTL). */
  readonly shutdownDelaySeconds: number;
  /** How long, at most, requests in flight may take after that. */
  readonly shutdownDrainSeconds: number;
  /** Whether faults can be set while the service runs, by the routes below `/chaos` or by a request's header. */
  readonly chaosEnabled: boolean;
  /** What those routes ask for; without it they are open to everybody who reaches the service. */
  readonly chaosToken: Secret | undefined;
  /** The faults of the start. */
  readonly chaosFaults: readonly Fault[];
  /** Where ECS's agent disturbs the network of this task; ECS sets it. */
  readonly ecsAgentUri: string | undefined;
  /** Absent: users live in memory. */
  readonly database?: DatabaseConfig | undefined;
  readonly breaker: Omit<CircuitBreakerOptions, 'onState'>;
}

/** A variable whose value cannot be used; the message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const VERSION_RULE = '1 to 64 letters, digits, dots, plus signs, dashes or underscores';

type Environment = Readonly<Record<string, string | undefined>>;

/** The largest delay and drain together stay below ECS' default `stopTimeout` of 30 s. */
export function readConfig(env: Environment): Config {
  const breaker = readBreaker(env);
  return {
    database: readDatabaseConfig(env, breaker.timeoutMs),
    breaker,
    host: read(env, { name: 'HOST', fallback: '0.0.0.0', allowed: 'an IP address', parse: ipAddress }),
    port: read(env, { name: 'PORT', fallback: 5000, ...wholeNumber({ max: 65_535 }) }),
    logLevel: read(env, { name: 'LOG_LEVEL', fallback: 'info', ...oneOf(LOG_LEVELS) }),
    logFormat: read(env, { name: 'LOG_FORMAT', fallback: 'auto', ...oneOf(LOG_FORMATS) }),
    version: read(env, { name: 'BUILD_VERSION', fallback: 'dev', allowed: VERSION_RULE, parse: versionName }),
    riskyFailureRatio: read(env, { name: 'RISKY_FAILURE_RATIO', fallback: 0.2, ...ratio() }),
    shutdownDelaySeconds: read(env, { name: 'SHUTDOWN_DELAY_SECONDS', fallback: 10, ...seconds({ max: 20 }) }),
    shutdownDrainSeconds: read(env, { name: 'SHUTDOWN_DRAIN_SECONDS', fallback: 5, ...seconds({ max: 8 }) }),
    chaosEnabled: read(env, { name: 'CHAOS_ENABLED', fallback: true, ...trueOrFalse() }),
    chaosToken: readChaosToken(env),
    chaosFaults: readChaosFaults(env),
    ecsAgentUri: read(env, {
      name: 'ECS_AGENT_URI',
      fallback: undefined,
      allowed: 'an http:// address',
      parse: httpUri,
    }),
  };
}

/** The message does not repeat the value: it is a secret. */
function readChaosToken({ CHAOS_TOKEN: token }: Environment): Secret | undefined {
  if (token === undefined) return undefined;
  if (/^[\x21-\x7e]{8,200}$/.test(token)) return new Secret(token);
  throw new ConfigError(
    `CHAOS_TOKEN must be 8 to 200 visible ASCII characters without spaces; this one has ${token.length} characters`,
  );
}

function readChaosFaults({ CHAOS_FAULTS: text }: Environment): readonly Fault[] {
  if (text === undefined) return [];
  const result = parseFaults(parseJson(text));
  if ('problem' in result) throw new ConfigError(`CHAOS_FAULTS: ${result.problem}`);
  return result.faults;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`CHAOS_FAULTS must be a fault or a list of faults in JSON, got ${JSON.stringify(text)}`);
  }
}

function readBreaker(env: Environment): Config['breaker'] {
  const timeoutMs =
    1000 * read(env, { name: 'DATABASE_TIMEOUT_SECONDS', fallback: 1, ...seconds({ min: 0.05, max: 30 }) });
  const recoveryMs =
    1000 * read(env, { name: 'CIRCUIT_BREAKER_RECOVERY_SECONDS', fallback: 10, ...seconds({ min: 0.05, max: 600 }) });
  if (recoveryMs < timeoutMs) {
    throw new ConfigError(
      `CIRCUIT_BREAKER_RECOVERY_SECONDS must not be below DATABASE_TIMEOUT_SECONDS, got ${recoveryMs / 1000} and ` +
        `${timeoutMs / 1000}: a query from before would decide for the one that tries again`,
    );
  }
  return {
    timeoutMs,
    recoveryMs,
    thresholdPercent: read(env, {
      name: 'CIRCUIT_BREAKER_THRESHOLD_PERCENT',
      fallback: 50,
      ...wholeNumber({ min: 1, max: 99 }),
    }),
    minimumCalls: read(env, {
      name: 'CIRCUIT_BREAKER_MINIMUM_QUERIES',
      fallback: 5,
      ...wholeNumber({ min: 1, max: 1000 }),
    }),
    windowMs:
      1000 * read(env, { name: 'CIRCUIT_BREAKER_WINDOW_SECONDS', fallback: 10, ...seconds({ min: 1, max: 600 }) }),
  };
}

function readDatabaseConfig(env: Environment, timeoutMs: number): DatabaseConfig | undefined {
  const poolSize = read(env, { name: 'DATABASE_POOL_SIZE', fallback: 10, ...wholeNumber({ min: 1, max: 100 }) });
  try {
    const database = readDatabase(env);
    return database && { ...database, poolSize, timeoutMs };
  } catch (error) {
    throw error instanceof DatabaseConfigError ? new ConfigError(error.message) : error;
  }
}

interface Kind<T> {
  readonly allowed: string;
  /** The value, or undefined for a text that is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

interface Variable<T> extends Kind<T> {
  readonly name: string;
  readonly fallback: T;
}

function read<T>(env: Environment, { name, fallback, allowed, parse }: Variable<T>): T {
  const text = env[name];
  if (text === undefined) return fallback;
  const value = parse(text);
  if (value === undefined) throw new ConfigError(`${name} must be ${allowed}, got ${JSON.stringify(text)}`);
  return value;
}

interface Range {
  /** @default 0 */
  readonly min?: number;
  readonly max: number;
}

function wholeNumber({ min = 0, max }: Range): Kind<number> {
  return { allowed: `a whole number from ${min} to ${max}`, parse: numberIn({ min, max }, /^\d{1,9}$/) };
}

function seconds({ min = 0, max }: Range): Kind<number> {
  return { allowed: `a number of seconds from ${min} to ${max}`, parse: numberIn({ min, max }, /^\d+(\.\d+)?$/) };
}

function ratio(): Kind<number> {
  return { allowed: 'a number from 0 to 1', parse: numberIn({ min: 0, max: 1 }, /^\d+(\.\d+)?$/) };
}

/** `Number()` alone takes "", "0x10" and "1e3". */
function numberIn({ min, max }: Required<Range>, shape: RegExp): (text: string) => number | undefined {
  return (text) => (shape.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined);
}

function oneOf<T extends string>(values: readonly T[]): Kind<T> {
  return { allowed: `one of ${values.join(', ')}`, parse: (text) => values.find((value) => value === text) };
}

function trueOrFalse(): Kind<boolean> {
  const values: Readonly<Record<string, boolean>> = { true: true, false: false };
  return { allowed: 'true or false', parse: (text) => (Object.hasOwn(values, text) ? values[text] : undefined) };
}

function ipAddress(text: string): string | undefined {
  return isIP(text) ? text : undefined;
}

function httpUri(text: string): string | undefined {
  return URL.canParse(text) && text.startsWith('http://') ? text : undefined;
}

function versionName(text: string): string | undefined {
  return /^[\w.+-]{1,64}$/.test(text) ? text : undefined;
}
