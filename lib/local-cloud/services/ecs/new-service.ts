import { deploymentId } from '../../kernel/ids';
import { NO_START_FAILURES } from '../../scheduler';
import { rolloutReason } from './event-text';
import type { DeploymentRecord, TaskDefinitionRecord } from './state';

/** The platform version that LATEST means on Fargate for Linux. */
const LATEST = '1.4.0';

/** A deployment that begins now. */
export function newDeployment(
  now: number,
  wish: Pick<DeploymentRecord, 'taskDefinition' | 'networkConfiguration'> & {
    readonly platformVersion?: string | undefined;
  },
): DeploymentRecord {
  const id = deploymentId();
  return {
    id,
    taskDefinition: wish.taskDefinition,
    networkConfiguration: wish.networkConfiguration,
    platformVersion:
      wish.platformVersion === undefined || wish.platformVersion === 'LATEST' ? LATEST : wish.platformVersion,
    createdAt: now,
    updatedAt: now,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: rolloutReason.inProgress(id),
    failedTasks: 0,
    startFailures: NO_START_FAILURES,
  };
}

/** Whether tasks of this definition can run at all: on Fargate, in awsvpc. */
export function isRunnable({ definition }: TaskDefinitionRecord): boolean {
  return definition.networkMode === 'awsvpc' && definition.requiresCompatibilities?.includes('FARGATE') === true;
}
