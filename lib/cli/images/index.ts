import type { FoundPrometheus } from '../doctor/facts';
import type { NoGrafana } from '../grafana/ensure';
import type { FoundGrafana } from '../grafana/locate';
import type { Environment } from '../host';
import type { ImageMap } from '../../local-cloud/index';
import { appImage } from './app';
import { grafanaImage } from './grafana';
import { postgresImage } from './postgres';
import { prometheusImage } from './prometheus';

export interface ImageMapOptions {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  readonly prometheus: FoundPrometheus;
  readonly grafana: FoundGrafana | NoGrafana;
}

/** The lab's images as programs of this machine. */
export function labImages({ root, environment, prometheus, grafana }: ImageMapOptions): ImageMap {
  return [
    appImage(root, environment),
    prometheusImage(root, environment, prometheus),
    grafanaImage(root, environment, grafana),
    postgresImage(environment),
  ];
}
