import { LabError, messageOf } from '../model/errors';
import { startHttpFront, type HttpFront } from './http/server';
import { createRouter, type Router } from './http/router';
import type { LocalCloud, LocalCloudOptions } from './index';
import { systemClock } from './kernel/clock';
import { createCredentialStore } from './kernel/credentials';
import { LAPTOP_TIMING } from './kernel/timing';
import { createCloudFormation } from './services/cloudformation';
import { createEc2 } from './services/ec2';
import { createLogs } from './services/logs';
import { createSecretsManager } from './services/secretsmanager';
import { createSts } from './services/sts';
import { resourceTypeOf } from './template/resources';

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const DEFAULT_PORT = 4566;

/** Starts the AWS of a laptop; rejects with a LabError when a port or the network cannot be had. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const clock = options.clock ?? systemClock;
  const timing = { ...LAPTOP_TIMING, ...options.timing };
  const credentials = createCredentialStore(ACCOUNT, () => Date.now());
  const place = { account: ACCOUNT, region: REGION };

  const ec2 = createEc2({ clock });
  const logs = createLogs({ clock });
  const secrets = createSecretsManager({ clock });
  const router: Router = createRouter({
    ...place,
    credentials,
    now: () => Date.now(),
    log: options.log ?? (() => {}),
    services: [
      createCloudFormation({
        ...place,
        clock,
        timing,
        typeOf: resourceTypeOf,
        invoke: (service, action, input) => router.invoke(service, action, input),
      }).definition,
      ec2.definition,
      logs.definition,
      secrets.definition,
      createSts({ credentials, clock }).definition,
    ],
  });
  const front = await listen(router, options.port ?? DEFAULT_PORT);
  return {
    ...place,
    endpoint: `http://127.0.0.1:${front.port}`,
    credentials: credentials.root,
    dns: { address: '127.0.0.1', port: 0 },
    network: { kind: 'none', reason: 'not yet' },
    close: () => front.close(),
  };
}

async function listen(router: Router, port: number): Promise<HttpFront> {
  try {
    return await startHttpFront(router, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new LabError('PortInUse', `port ${port} on 127.0.0.1 is in use; stop its owner or choose another with --port`, {
      cause: messageOf(error),
    });
  }
}
