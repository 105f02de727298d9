import { IMAGE_NAMES, IMAGES, imageFolder, imageTags, type ImageName } from '../../model/images';
import type { Command } from '../command';
import { formatImages } from '../format/images';

export interface ImageReport {
  readonly name: ImageName;
  /** ECR's repository. */
  readonly repository: string;
  /** The content hash of today's sources: what the template names. */
  readonly tag: string;
  /** The folder it is built from, relative to the project's. */
  readonly context: string;
  /** Relative to the project's folder too. */
  readonly dockerfile: string;
}

/** `lab images`: which images the stack wants today. `build-and-push.sh` and the synth have the same source. */
export const images: Command<unknown, readonly ImageReport[]> = {
  name: 'images',
  summary: "list the lab's container images and the tags that today's sources have",
  description: 'One line an image: name, repository:tag, build context, Dockerfile. build-and-push.sh reads this.',
  examples: ['npx lab images', 'npx lab images --json'],
  options: [],
  async run({ root }) {
    const tags = imageTags(root);
    const data = IMAGE_NAMES.map((name) => {
      const { repository, context } = IMAGES[name];
      return { name, repository, tag: tags[name], context, dockerfile: `${imageFolder(IMAGES[name])}/Dockerfile` };
    });
    return { data };
  },
  format: formatImages,
};
