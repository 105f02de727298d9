import { isIP } from 'node:net';

export interface Config {
  /** What is asked, by name: each probe finds the address anew. */
  readonly target: URL;
  /** Where an address is asked for where no resolver knows the lab's names; else DNS is asked. */
  readonly discovery: URL | undefined;
  /** The address and port of `/metrics`. */
  readonly host: string;
  readonly port: number;
}

/** A variable whose value cannot be used; the message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `PROBE_TARGET` (required), `PROBE_DISCOVERY`, `HOST` (127.0.0.1: only its own task asks for the metrics) and
 * `PORT` (9115, which probing exporters have by custom).
 */
export function readConfig(env: Environment): Config {
  return {
    target: url('PROBE_TARGET', env['PROBE_TARGET']),
    discovery: env['PROBE_DISCOVERY'] === undefined ? undefined : url('PROBE_DISCOVERY', env['PROBE_DISCOVERY']),
    host: address(env['HOST'] ?? '127.0.0.1'),
    port: port(env['PORT'] ?? '9115'),
  };
}

function url(name: string, text: string | undefined): URL {
  if (text !== undefined && URL.canParse(text) && new URL(text).protocol === 'http:') return new URL(text);
  const got = text === undefined ? 'it is not set' : `got ${JSON.stringify(text)}`;
  throw new ConfigError(`${name} must be an http:// URL such as http://sre-app-service.sre.local:5000/, ${got}`);
}

function address(text: string): string {
  if (isIP(text)) return text;
  throw new ConfigError(`HOST must be an IP address, got ${JSON.stringify(text)}`);
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigError(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text)}`);
}
