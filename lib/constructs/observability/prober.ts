import { APP_SERVICE, PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** Asks the app once a second from outside of it, by its name in `namespace`. */
export function addProber(task: LabTask, namespace: string): void {
  task.addLabContainer('prober', {
    // node
    user: '1000:1000',
    environment: { PROBE_TARGET: `http://${APP_SERVICE}.${namespace}:${PORTS.app}/` },
    essential: false,
  });
}
