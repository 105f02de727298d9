import { dirname, join } from 'node:path';
import type { HistorySettings } from '../../history/history-settings';
import type { LocalImage } from '../../local-cloud/index';
import { IMAGES, imageTag } from '../../model/images';
import type { Environment } from '../host';
import { bundle } from './bundle';
import { searchPath } from './search-path';

/** The synthetic month that this lab starts from. */
export interface MonthWanted {
  readonly settings: HistorySettings;
  /** Where it is being made, beside the deploy, and the end of that. */
  readonly folder: string;
  readonly made: Promise<unknown>;
}

/** The init container of Prometheus: the file of its Dockerfile, which takes the month that is made, or makes one. */
export function historyImage(root: string, environment: Environment, month: MonthWanted | undefined): LocalImage {
  return {
    repository: IMAGES.history.repository,
    currentTag: () => imageTag(root, IMAGES.history),
    build: (into) => bundle(root, IMAGES.history, into, environment),
    // What is half made would be made twice at once. Whoever ordered it hears of its failure.
    prepare: async () => void (await month?.made.catch(() => undefined)),
    program: ({ snapshot, scratch, volumes }) => ({
      entryPoint: [],
      command: ['node', 'history.js'],
      environment: {
        NODE_ENV: 'production',
        PATH: searchPath(environment, dirname(process.execPath)),
        ...(environment['TZ'] ? { TZ: environment['TZ'] } : {}),
        PROMETHEUS_DATA: volumes['/prometheus'] ?? scratch,
        HISTORY_SLOS: join(snapshot, 'slo'),
        ...(month && { HISTORY_MADE: month.folder }),
        ...monthEnvironment(month),
      },
      workingDirectory: snapshot,
    }),
  };
}

/** What `lab up` says about the month, as the image's own environment: a template need not know of it. */
export function monthEnvironment(month: Pick<MonthWanted, 'settings'> | undefined): Record<string, string> {
  if (month === undefined) return { HISTORY: 'off' };
  return Object.fromEntries(
    Object.entries(month.settings).map(([name, value]) => [`HISTORY_${name.toUpperCase()}`, String(value)]),
  );
}
