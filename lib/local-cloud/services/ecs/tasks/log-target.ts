import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { EcsOptions } from '../deps';
import { messageOf } from '../../../../model/errors';

/** Where the awslogs driver writes a container's output; undefined for a container without one. */
export function logTarget(
  definition: ContainerDefinition,
  taskId: string,
): { group: string; stream: string } | undefined {
  const options = definition.logConfiguration?.options;
  const group = options?.['awslogs-group'];
  if (group === undefined) return undefined;
  const prefix = options?.['awslogs-stream-prefix'];
  return { group, stream: `${prefix === undefined ? '' : `${prefix}/`}${definition.name}/${taskId}` };
}

/** Takes a container's lines to its log stream; a log that cannot be written is told once and never ends a task. */
export function outputTo(
  definition: ContainerDefinition,
  taskId: string,
  { logs, clock, log }: Pick<EcsOptions, 'logs' | 'clock' | 'log'>,
): (line: string) => void {
  const target = logTarget(definition, taskId);
  if (target === undefined) return () => undefined;
  let told = false;
  return (message) => {
    try {
      logs.append({ ...target, timestamp: clock.now(), message });
    } catch (error) {
      if (!told) log(`ecs: the output of ${target.stream} is lost: ${messageOf(error)}`);
      told = true;
    }
  };
}
