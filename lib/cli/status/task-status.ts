import type { Container, Task } from '../../aws/lab-api';
import type { ContainerStatus, TaskStatus } from './lab-status';

/** One task as the lab shows it. */
export function taskStatus(task: Task, publicAddresses: ReadonlyMap<string, string>): TaskStatus {
  return {
    id: idOf(task.taskArn),
    lastStatus: task.lastStatus ?? 'unknown',
    health: task.healthStatus ?? 'unknown',
    startedAt: task.startedAt?.toISOString() ?? null,
    privateAddress: attachmentDetail(task, 'privateIPv4Address') ?? null,
    publicAddress: publicAddresses.get(networkInterfaceOf(task) ?? '') ?? null,
    containers: (task.containers ?? []).map(containerStatus),
  };
}

/** The task's network interface: EC2 knows its public address. */
export function networkInterfaceOf(task: Task): string | undefined {
  return attachmentDetail(task, 'networkInterfaceId');
}

function attachmentDetail(task: Task, name: string): string | undefined {
  const details = (task.attachments ?? []).flatMap((attachment) => attachment.details ?? []);
  return details.find((detail) => detail.name === name)?.value;
}

function idOf(arn = 'unknown'): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The reason of a container that ended as it should, such as the one that writes the synthetic month. */
export const DONE = 'exit code 0';

function containerStatus({ name, lastStatus, reason, exitCode }: Container): ContainerStatus {
  const exit = exitCode === undefined ? null : `exit code ${exitCode}`;
  return { name: name ?? 'unknown', lastStatus: lastStatus ?? 'unknown', reason: reason ?? exit };
}
