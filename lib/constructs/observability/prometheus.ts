import { Duration } from 'aws-cdk-lib';
import { PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** @param namespace the Cloud Map namespace in which it looks for the app */
export function addPrometheus(task: LabTask, namespace: string): void {
  task.addLabContainer('prometheus', {
    port: PORTS.prometheus,
    user: '65534:65534',
    environment: { LAB_NAMESPACE: namespace },
    volumes: { 'prometheus-data': '/prometheus' },
    healthCheck: {
      // promtool is in every Prometheus image and package, wget is not; 2.42 does not know "check healthy" yet.
      command: ['CMD', 'promtool', 'query', 'instant', `http://localhost:${PORTS.prometheus}`, 'vector(1)'],
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(30),
    },
  });
}
