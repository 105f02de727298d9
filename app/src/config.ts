import { isIP } from 'node:net';

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
}

/** A variable whose value cannot be used; the message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const VERSION_RULE = '1 to 64 letters, digits, dots, plus signs, dashes or underscores';

type Environment = Readonly<Record<string, string | undefined>>;

/** The largest delay and drain together stay below ECS' default `stopTimeout` of 30 s. */
export function readConfig(env: Environment): Config {
  return {
    host: read(env, { name: 'HOST', fallback: '0.0.0.0', allowed: 'an IP address', parse: ipAddress }),
    port: read(env, { name: 'PORT', fallback: 5000, ...wholeNumber({ max: 65_535 }) }),
    logLevel: read(env, { name: 'LOG_LEVEL', fallback: 'info', ...oneOf(LOG_LEVELS) }),
    logFormat: read(env, { name: 'LOG_FORMAT', fallback: 'auto', ...oneOf(LOG_FORMATS) }),
    version: read(env, { name: 'BUILD_VERSION', fallback: 'dev', allowed: VERSION_RULE, parse: versionName }),
    riskyFailureRatio: read(env, { name: 'RISKY_FAILURE_RATIO', fallback: 0.2, ...ratio() }),
    shutdownDelaySeconds: read(env, { name: 'SHUTDOWN_DELAY_SECONDS', fallback: 10, ...seconds({ max: 20 }) }),
    shutdownDrainSeconds: read(env, { name: 'SHUTDOWN_DRAIN_SECONDS', fallback: 5, ...seconds({ max: 8 }) }),
  };
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

function wholeNumber({ max }: { max: number }): Kind<number> {
  return { allowed: `a whole number from 0 to ${max}`, parse: (text) => numberUpTo(max, /^\d{1,9}$/, text) };
}

function seconds({ max }: { max: number }): Kind<number> {
  return { allowed: `a number of seconds from 0 to ${max}`, parse: (text) => numberUpTo(max, /^\d+(\.\d+)?$/, text) };
}

function ratio(): Kind<number> {
  return { allowed: 'a number from 0 to 1', parse: (text) => numberUpTo(1, /^\d+(\.\d+)?$/, text) };
}

/** `Number()` alone takes "", "0x10" and "1e3". */
function numberUpTo(max: number, shape: RegExp, text: string): number | undefined {
  return shape.test(text) && Number(text) <= max ? Number(text) : undefined;
}

function oneOf<T extends string>(values: readonly T[]): Kind<T> {
  return { allowed: `one of ${values.join(', ')}`, parse: (text) => values.find((value) => value === text) };
}

function ipAddress(text: string): string | undefined {
  return isIP(text) ? text : undefined;
}

function versionName(text: string): string | undefined {
  return /^[\w.+-]{1,64}$/.test(text) ? text : undefined;
}
