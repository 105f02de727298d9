import { ContainerDependencyCondition, type ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import type { LabTask } from '../lab-task';
import { PROMETHEUS_USER, PROMETHEUS_VOLUME } from './prometheus';

/** Fills Prometheus' volume with a synthetic month that ends now, before Prometheus starts. */
export function addHistory(task: LabTask, prometheus: ContainerDefinition): void {
  const container = task.addLabContainer('history', {
    user: PROMETHEUS_USER,
    volumes: PROMETHEUS_VOLUME,
    init: true,
  });
  prometheus.addContainerDependencies({ container, condition: ContainerDependencyCondition.SUCCESS });
}
