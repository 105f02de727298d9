import type { ECSClient, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { clientConfig } from './clients';
import { explainedAwsError } from './explain-error';
import type { AwsProfile } from './profile';

export type { TaskDefinition } from '@aws-sdk/client-ecs';

/** What reports and capacity planning ask of ECS beside what every command does. */
export interface OperationsApi {
  /** The tasks of a service that have stopped: ECS remembers them for about an hour. At most 100. */
  stoppedTasks(cluster: string, service: string): Promise<Task[]>;
  /** By family, family:revision or ARN. */
  taskDefinition(name: string): Promise<TaskDefinition>;
}

/** The same by the SDK. A failed call is a LabError that says what to do. */
export async function createOperationsApi(profile: AwsProfile): Promise<OperationsApi> {
  const { ECSClient: Client } = await import('@aws-sdk/client-ecs');
  const ecs = new Client(clientConfig(profile));
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    stoppedTasks: (cluster, service) => explained(stoppedTasks(ecs, cluster, service)),
    taskDefinition: (name) => explained(taskDefinition(ecs, name)),
  };
}

async function stoppedTasks(ecs: ECSClient, cluster: string, service: string): Promise<Task[]> {
  const { DescribeTasksCommand, ListTasksCommand } = await import('@aws-sdk/client-ecs');
  const { taskArns = [] } = await ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'STOPPED' }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns.slice(0, 100) }));
  return tasks;
}

async function taskDefinition(ecs: ECSClient, name: string): Promise<TaskDefinition> {
  const { DescribeTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
  const { taskDefinition: definition = {} } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: name }),
  );
  return definition;
}
