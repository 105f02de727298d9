import { dirname } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { bundle } from './bundle';
import { searchPath } from './search-path';

/** The unstable API: the two files that its Dockerfile puts into the image, run by the Node that runs the lab. */
export function appImage(root: string, environment: Environment): LocalImage {
  return {
    repository: IMAGES.app.repository,
    currentTag: () => imageTag(root, IMAGES.app),
    build: (into) => bundle(root, IMAGES.app, into, environment),
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
    }),
  };
}
