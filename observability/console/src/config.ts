import { isIP } from 'node:net';

export interface Config {
  /** The address and port of the page. */
  readonly host: string;
  readonly port: number;
  /** The ECS cluster, and its two services. */
  readonly cluster: string;
  readonly appService: string;
  readonly observabilityService: string;
  /** The Cloud Map namespace: the services' domain. */
  readonly namespace: string;
  readonly appPort: number;
  readonly prometheus: URL;
  /** Where an address is asked for where no resolver knows the lab's names; else DNS is asked. */
  readonly discovery: URL | undefined;
  /** What the hands ask for; absent: the page is for looking only. */
  readonly token: string | undefined;
  /** What the app asks for before it takes a fault; absent where it asks for nothing. */
  readonly chaosToken: string | undefined;
  /** The origin under which a front of the lab's own shows the console to the local network; absent where there is none. */
  readonly sharedUrl: string | undefined;
}

/** A variable whose value cannot be used; the message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `LAB_CLUSTER` and `LAB_NAMESPACE` (required), `PROMETHEUS_URL` (the neighbour in the task), `CONSOLE_TOKEN` (16 characters
 * at least), `CHAOS_TOKEN`, `CONSOLE_SHARED_URL`, `CONSOLE_DISCOVERY`, `HOST` (0.0.0.0) and `PORT` (8080).
 */
export function readConfig(env: Environment): Config {
  return {
    host: address(env['HOST'] ?? '0.0.0.0'),
    port: port(env['PORT'] ?? '8080'),
    cluster: required('LAB_CLUSTER', env['LAB_CLUSTER']),
    appService: 'sre-app-service',
    observabilityService: 'sre-observability-service',
    namespace: required('LAB_NAMESPACE', env['LAB_NAMESPACE']),
    appPort: 5000,
    prometheus: url('PROMETHEUS_URL', env['PROMETHEUS_URL'] ?? 'http://localhost:9090'),
    discovery: env['CONSOLE_DISCOVERY'] === undefined ? undefined : url('CONSOLE_DISCOVERY', env['CONSOLE_DISCOVERY']),
    token: token(env['CONSOLE_TOKEN']),
    chaosToken: env['CHAOS_TOKEN'] || undefined,
    sharedUrl: env['CONSOLE_SHARED_URL'] ? url('CONSOLE_SHARED_URL', env['CONSOLE_SHARED_URL']).origin : undefined,
  };
}

function required(name: string, text: string | undefined): string {
  if (text !== undefined && text !== '') return text;
  throw new ConfigError(
    `${name} is not set; the lab's stack sets it, such as LAB_CLUSTER=SreSloLab LAB_NAMESPACE=sre.local`,
  );
}

function url(name: string, text: string): URL {
  if (URL.canParse(text) && new URL(text).protocol === 'http:') return new URL(text);
  throw new ConfigError(`${name} must be an http:// URL such as http://localhost:9090, got ${JSON.stringify(text)}`);
}

function address(text: string): string {
  if (isIP(text)) return text;
  throw new ConfigError(`HOST must be an IP address, got ${JSON.stringify(text)}`);
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigError(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(text)}`);
}

/** Its value is in no message. */
function token(text: string | undefined): string | undefined {
  if (text === undefined || text.length >= 16) return text;
  throw new ConfigError(`CONSOLE_TOKEN must have at least 16 characters, got ${text.length}`);
}
