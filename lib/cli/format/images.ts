import type { ImageReport } from '../commands/images';
import { table } from './table';

/** One line an image, without colours: a shell script reads it too. */
export function formatImages(images: readonly ImageReport[]): string {
  return table(
    images.map(({ name, repository, tag, context, dockerfile }) => [name, `${repository}:${tag}`, context, dockerfile]),
  ).join('\n');
}
