import { join } from 'node:path';
import { contentHash } from './content-hash';
import { readSourceFiles } from './source-files';

/** One of the lab's container images. */
export interface Image {
  /** ECR's repository name. */
  readonly repository: string;
  /** The build context, relative to the project's root. */
  readonly context: string;
}

export const IMAGES = {
  app: { repository: 'sre-slo-lab/app', context: 'app' },
  prometheus: { repository: 'sre-slo-lab/prometheus', context: 'observability/prometheus' },
  grafana: { repository: 'sre-slo-lab/grafana', context: 'observability/grafana' },
  prober: { repository: 'sre-slo-lab/prober', context: 'observability/prober' },
  console: { repository: 'sre-slo-lab/console', context: 'observability/console' },
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof IMAGES;

export const IMAGE_NAMES: readonly ImageName[] = ['app', 'prometheus', 'grafana', 'prober', 'console'];

/** The tag of every image of the lab. */
export type ImageTags = Readonly<Record<ImageName, string>>;

/** The content hash of an image's sources: the same at synth, in the local cloud and in `build-and-push.sh`. */
export function imageTag(projectRoot: string, image: Image): string {
  return contentHash(readSourceFiles(join(projectRoot, image.context)));
}

/** The tags that today's sources have. */
export function imageTags(projectRoot: string): ImageTags {
  return {
    app: imageTag(projectRoot, IMAGES.app),
    prometheus: imageTag(projectRoot, IMAGES.prometheus),
    grafana: imageTag(projectRoot, IMAGES.grafana),
    prober: imageTag(projectRoot, IMAGES.prober),
    console: imageTag(projectRoot, IMAGES.console),
  };
}
