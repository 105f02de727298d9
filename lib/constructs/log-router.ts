import { ContainerImage, FirelensLogRouterType, LogDriver, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { OBSERVABILITY_SERVICE, PORTS } from '../model/names';
import { FLUENT_BIT } from '../model/public-images';
import type { LabTask } from './lab-task';

/** What FireLens adds to each line: labels and metadata carry what of it is of use. */
const FIRELENS_KEYS = [
  'container_id',
  'container_name',
  'source',
  'ecs_cluster',
  'ecs_task_arn',
  'ecs_task_definition',
];

/**
 * Adds the log router that FireLens wants beside a container whose log goes to Loki. Three exceptions from what all other
 * containers have, and why: it runs as user 0, since FireLens makes its socket in a folder of root's
 * (https://github.com/aws/containers-roadmap/issues/2122); its root file system is writable, since Fluent Bit does not start
 * on another (https://github.com/fluent/fluent-bit/issues/7308); and it is essential, as AWS recommends, for a container
 * whose log nobody takes would otherwise run unseen.
 */
export function addLogRouter(task: LabTask): void {
  task.addFirelensLogRouter('log-router', {
    image: ContainerImage.fromRegistry(`${FLUENT_BIT.registry}/${FLUENT_BIT.repository}:${FLUENT_BIT.tag}`),
    firelensConfig: { type: FirelensLogRouterType.FLUENTBIT, options: { enableECSLogMetadata: true } },
    user: '0',
    essential: true,
    memoryReservationMiB: 64,
    memoryLimitMiB: 256,
    // Its own log says what it could not deliver: it must not go the way that fails.
    logging: task.awsLogs('log-router'),
  });
}

/**
 * A container's log by Fluent Bit's own output `loki`, line by line as the container prints them. The labels are few, since
 * each set of them is a stream; which task a line is of is structured metadata.
 * @param namespace the Cloud Map namespace in which Loki is found
 */
export function lokiLogs(namespace: string): LogDriver {
  return LogDrivers.firelens({
    options: {
      Name: 'loki',
      Host: `${OBSERVABILITY_SERVICE}.${namespace}`,
      Port: String(PORTS.loki),
      Labels: 'job=sre-app',
      Structured_Metadata: 'task=$ecs_task_arn',
      Remove_Keys: FIRELENS_KEYS.join(','),
      // What is left is the line: sent as it is, not as a member of an object.
      Drop_Single_Key: 'raw',
      Line_Format: 'json',
      // Loki is away while its task is replaced; the app's lines wait in the router's memory, and then go.
      Retry_Limit: '10',
    },
  });
}
