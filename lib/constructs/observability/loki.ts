import { PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/**
 * Keeps the app's log for Grafana. No health check: the image has neither a shell nor any program but Loki's own. Its port is
 * for the app's log router, and not for the class.
 */
export function addLoki(task: LabTask): void {
  task.addLabContainer('loki', {
    port: PORTS.loki,
    user: '10001:10001',
    // Seed 004's request and limit; the garbage collector works harder before the limit is reached.
    memoryReservationMiB: 128,
    memoryLimitMiB: 256,
    environment: { GOMEMLIMIT: '220MiB' },
    volumes: { 'loki-data': '/loki' },
    essential: false,
  });
}
