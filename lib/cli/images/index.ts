import type { NoAlertmanager } from '../alertmanager/ensure';
import type { FoundAlertmanager } from '../alertmanager/locate';
import type { FoundPrometheus } from '../doctor/facts';
import type { NoGrafana } from '../grafana/ensure';
import type { FoundGrafana } from '../grafana/locate';
import type { Environment } from '../host';
import type { ImageMap } from '../../local-cloud/index';
import { alertmanagerImage } from './alertmanager';
import { appImage } from './app';
import { consoleImage } from './console';
import { grafanaImage } from './grafana';
import { historyImage, type MonthWanted } from './history';
import { postgresImage } from './postgres';
import { proberImage } from './prober';
import { prometheusImage } from './prometheus';

export interface ImageMapOptions {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  readonly prometheus: FoundPrometheus;
  readonly grafana: FoundGrafana | NoGrafana;
  readonly alertmanager: FoundAlertmanager | NoAlertmanager;
  /** @default Prometheus starts empty */
  readonly month?: MonthWanted | undefined;
  /** @default the local network does not have the console */
  readonly sharedUrl?: string | undefined;
}

/** The lab's images as programs of this machine. */
export function labImages(options: ImageMapOptions): ImageMap {
  const { root, environment, prometheus, grafana, alertmanager, month, sharedUrl } = options;
  return [
    appImage(root, environment),
    prometheusImage(root, environment, prometheus),
    grafanaImage(root, environment, grafana),
    proberImage(root, environment),
    consoleImage(root, environment, sharedUrl),
    historyImage(root, environment, month),
    alertmanagerImage(root, environment, alertmanager),
    postgresImage(environment),
  ];
}
