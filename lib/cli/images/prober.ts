import { dirname } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { bundle } from './bundle';
import { searchPath } from './search-path';

/** The outside-in probe: the file and the command of its Dockerfile, run by the Node that runs the lab. */
export function proberImage(root: string, environment: Environment): LocalImage {
  return {
    repository: IMAGES.prober.repository,
    currentTag: () => imageTag(root, IMAGES.prober),
    build: (into) => bundle(root, IMAGES.prober, into, environment),
    program: ({ snapshot, shared }) => ({
      entryPoint: [],
      command: ['node', '--jitless', '--max-semi-space-size=1', '--max-old-space-size=16', 'prober.js'],
      environment: {
        NODE_ENV: 'production',
        PATH: searchPath(environment, dirname(process.execPath)),
        // No resolver knows the lab's names there: what discovery tells, DNS would answer.
        ...(shared && { HOST: shared.address, PROBE_DISCOVERY: shared.discovery }),
      },
      workingDirectory: snapshot,
      ...(shared && { localhost: shared.address }),
    }),
  };
}
