import { dirname } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import { PORTS } from '../../model/names';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { bundle } from './bundle';
import { searchPath } from './search-path';

/** The console: the files and the command of its Dockerfile, run by the Node that runs the lab. */
export function consoleImage(root: string, environment: Environment, sharedUrl?: string): LocalImage {
  return {
    repository: IMAGES.console.repository,
    currentTag: () => imageTag(root, IMAGES.console),
    build: (into) => bundle(root, IMAGES.console, into, environment),
    program: ({ snapshot, shared }) => ({
      entryPoint: [],
      command: ['node', '--max-semi-space-size=1', '--max-old-space-size=48', '--optimize-for-size', 'server.js'],
      environment: {
        NODE_ENV: 'production',
        PATH: searchPath(environment, dirname(process.execPath)),
        // The SDK's release that the lab pins runs on Node 20.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...sharedEnvironment(sharedUrl),
        // Neighbours are at the task's address there, and no resolver knows the lab's names.
        ...(shared && {
          HOST: shared.address,
          PROMETHEUS_URL: `http://${shared.address}:${PORTS.prometheus}`,
          CONSOLE_DISCOVERY: shared.discovery,
        }),
      },
      workingDirectory: snapshot,
    }),
  };
}

/** What `lab up --share` says, as the image's own environment: a template need not know of it. */
export function sharedEnvironment(sharedUrl: string | undefined): Record<string, string> {
  return sharedUrl === undefined ? {} : { CONSOLE_SHARED_URL: sharedUrl };
}
