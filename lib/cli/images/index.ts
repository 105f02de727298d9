import type { FoundPrometheus } from '../doctor/facts';
import type { Environment } from '../host';
import type { ImageMap } from '../../local-cloud/index';
import { appImage } from './app';
import { grafanaImage } from './grafana';
import { prometheusImage } from './prometheus';

export interface ImageMapOptions {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  readonly prometheus: FoundPrometheus;
}

/** The lab's images as programs of this machine. */
export function labImages({ root, environment, prometheus }: ImageMapOptions): ImageMap {
  return [appImage(root, environment), prometheusImage(root, environment, prometheus), grafanaImage(root, environment)];
}
