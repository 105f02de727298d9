import { join } from 'node:path';
import { contentHash } from './content-hash';
import { readSourceFiles, readSources } from './source-files';

/** One of the lab's container images. */
export interface Image {
  /** ECR's repository name. */
  readonly repository: string;
  /** The build context, relative to the project's root. */
  readonly context: string;
  /** The folder of the Dockerfile, relative to the project's root. @default the context */
  readonly folder?: string;
  /** The files and folders of the context that the image is built from. @default all */
  readonly sources?: readonly string[];
}

export const IMAGES = {
  app: { repository: 'sre-slo-lab/app', context: 'app' },
  prometheus: { repository: 'sre-slo-lab/prometheus', context: 'observability/prometheus' },
  grafana: { repository: 'sre-slo-lab/grafana', context: 'observability/grafana' },
  prober: { repository: 'sre-slo-lab/prober', context: 'observability/prober' },
  console: { repository: 'sre-slo-lab/console', context: 'observability/console' },
  publisher: { repository: 'sre-slo-lab/publisher', context: 'observability/publisher' },
  history: {
    repository: 'sre-slo-lab/history',
    context: '.',
    folder: 'observability/history',
    sources: [
      'app/src/metrics/names.ts',
      'lib/history',
      'lib/model',
      'lib/slo',
      'observability/history',
      'observability/prober/src/names.ts',
      'observability/slo',
    ],
  },
  alertmanager: { repository: 'sre-slo-lab/alertmanager', context: 'observability/alertmanager' },
  loki: { repository: 'sre-slo-lab/loki', context: 'observability/loki' },
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof IMAGES;

export const IMAGE_NAMES: readonly ImageName[] = [
  'app',
  'prometheus',
  'grafana',
  'prober',
  'console',
  'publisher',
  'history',
  'alertmanager',
  'loki',
];

/** The tag of every image of the lab. */
export type ImageTags = Readonly<Record<ImageName, string>>;

/** The content hash of an image's sources: the same at synth, in the local cloud and in `build-and-push.sh`. */
export function imageTag(projectRoot: string, image: Image): string {
  const context = join(projectRoot, image.context);
  if (image.sources === undefined) return contentHash(readSourceFiles(context));
  return contentHash(image.sources.flatMap((source) => readSources(context, source)));
}

/** The folder of an image's Dockerfile, and of the build that it is for a laptop. */
export function imageFolder({ folder, context }: Image): string {
  return folder ?? context;
}

/** The tags that today's sources have. */
export function imageTags(projectRoot: string): ImageTags {
  return {
    app: imageTag(projectRoot, IMAGES.app),
    prometheus: imageTag(projectRoot, IMAGES.prometheus),
    grafana: imageTag(projectRoot, IMAGES.grafana),
    prober: imageTag(projectRoot, IMAGES.prober),
    console: imageTag(projectRoot, IMAGES.console),
    publisher: imageTag(projectRoot, IMAGES.publisher),
    history: imageTag(projectRoot, IMAGES.history),
    alertmanager: imageTag(projectRoot, IMAGES.alertmanager),
    loki: imageTag(projectRoot, IMAGES.loki),
  };
}
