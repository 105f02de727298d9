import { dirname, join } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { searchPath } from './search-path';

/** The unstable API: the two files that its Dockerfile puts into the image, run by the Node that runs the lab. */
export function appImage(root: string, environment: Environment): LocalImage {
  const folder = join(root, IMAGES.app.context);
  return {
    repository: IMAGES.app.repository,
    currentTag: () => imageTag(root, IMAGES.app),
    async build(into) {
      const { build }: { build: (outdir: string) => Promise<void> } = require(join(folder, 'esbuild.config.js'));
      await build(into);
    },
    program: ({ snapshot }) => ({
      entryPoint: [],
      command: ['node', 'server.js'],
      environment: { NODE_ENV: 'production', PATH: searchPath(environment, dirname(process.execPath)) },
      workingDirectory: snapshot,
    }),
  };
}
