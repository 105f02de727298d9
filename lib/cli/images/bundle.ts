import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { imageFolder, type Image } from '../../model/images';
import { exec } from '../exec';
import type { Environment } from '../host';

/**
 * Runs the build of an image that is a bundle, as its Dockerfile does, in a process of its own: esbuild keeps a service
 * of 100 MB beside the process that called it. Rejects with a LabError in the build's words.
 * @param into an existing folder
 */
export async function bundle(root: string, image: Image, into: string, environment: Environment): Promise<void> {
  const { exitCode, output } = await exec(
    [process.execPath, join(root, imageFolder(image), 'esbuild.config.js'), into],
    {
      environment,
      timeoutMs: 60_000,
    },
  );
  if (exitCode !== 0)
    throw new LabError('ImageBuild', `the image ${image.repository} cannot be built: ${output.trim()}`);
}
