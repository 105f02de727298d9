import { startLocalCloud, type NetworkChoice } from '../../local-cloud/index';
import type { Environment } from '../host';
import { labContainerImages } from '../images/container-images';
import type { MonthWanted } from '../images/history';
import { labImages } from '../images/index';
import type { LabPaths } from '../paths';
import { openRunRecord } from '../run-record/run-record';
import type { RunningCloud } from '../run-state/run-file';
import type { PreparedMachine } from './prepare-machine';
import type { Teardown } from './teardown';

export interface OpenCloudOptions {
  readonly root: string;
  readonly environment: Environment;
  readonly paths: LabPaths;
  readonly machine: PreparedMachine;
  /** @default Prometheus starts empty */
  readonly month?: MonthWanted | undefined;
  /** The origin at which the local network has the console. @default it has none */
  readonly sharedUrl?: string | undefined;
  readonly port: number;
  readonly network: NetworkChoice;
  /** @default true: localhost leads to the first lab */
  readonly localhost?: boolean;
  readonly teardown: Teardown;
  readonly signal: AbortSignal;
}

/** Starts the local cloud in this process; what happens in it is recorded in `.lab/logs`. */
export async function openCloud(options: OpenCloudOptions): Promise<RunningCloud> {
  const { root, environment, paths, machine, month, sharedUrl, port, network: choice, teardown, signal } = options;
  signal.throwIfAborted();
  const record = openRunRecord(paths);
  // Undone after the cloud, whose last events are those of its end.
  teardown.add('record', () => record.close());
  const cloud = await startLocalCloud({
    stateDirectory: paths.cloudState,
    searchPath: environment.PATH ?? '',
    ...('docker' in machine
      ? {
          images: [],
          docker: { docker: machine.docker, environment, images: labContainerImages(root, { month, sharedUrl }) },
        }
      : { images: labImages({ root, environment, ...machine.tools, month, sharedUrl }) }),
    port,
    network: choice,
    localhost: options.localhost ?? true,
    history: record,
    log: (line) => record.log(line),
  });
  teardown.add('local cloud', () => cloud.close());
  const { endpoint, region, credentials, network, dns } = cloud;
  return { endpoint, region, credentials, network, dns };
}
