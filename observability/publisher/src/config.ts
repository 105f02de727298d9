export interface Config {
  readonly prometheus: URL;
  /** PromQL whose answer is one number, or none while there is nothing to say. */
  readonly query: string;
  /** CloudWatch's namespace and name of the metric. */
  readonly namespace: string;
  readonly metric: string;
  /** The value of the metric's one dimension, `Lab`. */
  readonly lab: string;
  readonly periodMs: number;
}

/** A variable whose value cannot be used; the message is for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `PROMETHEUS_URL` (http://localhost:9090), `QUERY`, `METRIC_NAMESPACE`, `METRIC_NAME`, `LAB` (required) and
 * `PERIOD_SECONDS` (60: CloudWatch's standard resolution, so that each minute has one value).
 */
export function readConfig(env: Environment): Config {
  return {
    prometheus: url(env['PROMETHEUS_URL'] ?? 'http://localhost:9090'),
    query: required('QUERY', env),
    namespace: required('METRIC_NAMESPACE', env),
    metric: required('METRIC_NAME', env),
    lab: required('LAB', env),
    periodMs: 1000 * seconds(env['PERIOD_SECONDS'] ?? '60'),
  };
}

function url(text: string): URL {
  if (URL.canParse(text) && new URL(text).protocol === 'http:') return new URL(text);
  throw new ConfigError(
    `PROMETHEUS_URL must be an http:// URL such as http://localhost:9090, got ${JSON.stringify(text)}`,
  );
}

function required(name: string, env: Environment): string {
  const text = env[name];
  if (text !== undefined && text.trim() !== '') return text;
  throw new ConfigError(`${name} must not be empty, ${text === undefined ? 'and it is not set' : 'and it is'}`);
}

function seconds(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3600) return Number(text);
  throw new ConfigError(`PERIOD_SECONDS must be a whole number from 1 to 3600, got ${JSON.stringify(text)}`);
}
