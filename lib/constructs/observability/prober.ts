import { Duration } from 'aws-cdk-lib';
import { APP_SERVICE, PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** Asks the app once a second from outside of it, by its name in `namespace`. */
export function addProber(task: LabTask, namespace: string): void {
  task.addLabContainer('prober', {
    // node
    user: '1000:1000',
    environment: { PROBE_TARGET: `http://${APP_SERVICE}.${namespace}:${PORTS.app}/` },
    healthCheck: {
      // Nothing but node is in the image.
      command: [
        'CMD',
        'node',
        '-e',
        `require('node:http').get('http://localhost:${PORTS.prober}/metrics', (r) => process.exit(r.statusCode - 200)).on('error', () => process.exit(1))`,
      ],
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(10),
    },
    essential: false,
  });
}
