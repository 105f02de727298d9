import type { Environment } from './host';
import type { RunningCloud } from './run-state/run-file';

/** What to change in an environment so that AWS tools talk to the local cloud and to nothing else. */
export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Settings of the user that would lead a request to another account or endpoint. */
const MISLEADING = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/** The environment for the AWS CLI, the SDKs and the CDK CLI. */
export function labEnvironment(options: {
  readonly cloud: Pick<RunningCloud, 'endpoint' | 'region' | 'credentials'>;
  /** The CDK CLI's own folder, instead of one in the user's home. */
  readonly cdkHome: string;
  /** The environment to change. */
  readonly environment: Environment;
}): EnvironmentChange {
  const { cloud, cdkHome, environment } = options;
  return {
    set: {
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      AWS_REGION: cloud.region,
      AWS_DEFAULT_REGION: cloud.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      // DiscoverInstances would go to http://data-127.0.0.1 otherwise.
      AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
      // The CDK CLI's own SDK runs on Node 20 and announces at each start that later ones will not.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CDK_HOME: cdkHome,
      CDK_DISABLE_CLI_TELEMETRY: '1',
      // It would ask a registry, and recommend a version that cannot read today's cloud assembly.
      CDK_DISABLE_VERSION_CHECK: '1',
      // The template validator takes 2 s and 350 MB at each synth; `npm test` runs it.
      CDK_VALIDATION: 'false',
      ...proxyExceptions(environment, new URL(cloud.endpoint).hostname),
    },
    unset: [
      ...MISLEADING,
      ...Object.keys(environment)
        .filter((name) => /^AWS_ENDPOINT_URL_\w+$/.test(name))
        .sort(),
    ],
  };
}

/** With a proxy in the environment, the endpoint must be an exception of it: no proxy reaches this machine's loopback. */
function proxyExceptions(environment: Environment, host: string): Record<string, string> {
  const hasProxy = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some(
    (name) => environment[name],
  );
  if (!hasProxy) return {};
  const present = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '').split(',').filter((entry) => entry !== '');
  const exceptions = [...new Set([...present, host, 'localhost'])].join(',');
  return { NO_PROXY: exceptions, no_proxy: exceptions };
}

/** The environment with the change made. */
export function changed(environment: Environment, change: EnvironmentChange): Environment {
  const result: Record<string, string | undefined> = { ...environment, ...change.set };
  for (const name of change.unset) delete result[name];
  return result;
}
