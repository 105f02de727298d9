import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { startLocalCloud, type NetworkChoice } from '../../local-cloud/index';
import type { FoundPrometheus } from '../doctor/facts';
import type { Environment } from '../host';
import { labImages } from '../images/index';
import type { LabPaths } from '../paths';
import type { RunningCloud } from '../run-state/run-file';
import type { Teardown } from './teardown';

export interface OpenCloudOptions {
  readonly root: string;
  readonly environment: Environment;
  readonly paths: LabPaths;
  readonly prometheus: FoundPrometheus;
  readonly port: number;
  readonly network: NetworkChoice;
  readonly teardown: Teardown;
  readonly signal: AbortSignal;
}

/** Starts the local cloud in this process; its log is `.lab/cloud.log`. */
export async function openCloud(options: OpenCloudOptions): Promise<RunningCloud> {
  const { root, environment, paths, prometheus, port, network: choice, teardown, signal } = options;
  signal.throwIfAborted();
  mkdirSync(paths.state, { recursive: true });
  writeFileSync(paths.cloudLog, '');
  const cloud = await startLocalCloud({
    stateDirectory: paths.cloudState,
    searchPath: environment.PATH ?? '',
    images: labImages({ root, environment, prometheus }),
    port,
    network: choice,
    log: (line) => appendFileSync(paths.cloudLog, `${line}\n`),
  });
  teardown.add('local cloud', () => cloud.close());
  const { endpoint, region, credentials, network, dns } = cloud;
  return { endpoint, region, credentials, network, dns };
}
