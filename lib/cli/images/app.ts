import { dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { exec } from '../exec';
import { searchPath } from './search-path';

/** The unstable API: the two files that its Dockerfile puts into the image, run by the Node that runs the lab. */
export function appImage(root: string, environment: Environment): LocalImage {
  const folder = join(root, IMAGES.app.context);
  return {
    repository: IMAGES.app.repository,
    currentTag: () => imageTag(root, IMAGES.app),
    // In a process of its own: esbuild keeps a service of 100 MB beside the process that called it.
    async build(into) {
      const { exitCode, output } = await exec([process.execPath, join(folder, 'esbuild.config.js'), into], {
        environment,
        timeoutMs: 60_000,
      });
      if (exitCode !== 0) throw new LabError('AppBuild', `the app cannot be built: ${output.trim()}`);
    },
    program: ({ snapshot, shared }) => ({
      entryPoint: [],
      command: ['node', 'server.js'],
      environment: {
        NODE_ENV: 'production',
        PATH: searchPath(environment, dirname(process.execPath)),
        // healthcheck.js reads it too.
        ...(shared && { HOST: shared.address }),
      },
      workingDirectory: snapshot,
      ...(shared && { localhost: shared.address }),
    }),
  };
}
