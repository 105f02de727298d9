import { Duration } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** nobody */
export const PROMETHEUS_USER = '65534:65534';
export const PROMETHEUS_VOLUME = { 'prometheus-data': '/prometheus' };

/** @param namespace the Cloud Map namespace in which it looks for the app */
export function addPrometheus(task: LabTask, namespace: string): ContainerDefinition {
  return task.addLabContainer('prometheus', {
    port: PORTS.prometheus,
    user: PROMETHEUS_USER,
    environment: { LAB_NAMESPACE: namespace },
    volumes: PROMETHEUS_VOLUME,
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
