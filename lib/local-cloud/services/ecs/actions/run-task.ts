import { z } from 'zod';
import { checkLaunchType, checkRunnable } from '../check-service';
import { action } from '../deps';
import { invalidParameter } from '../errors';
import { findActiveTaskDefinition, findCluster } from '../find';
import { newTask } from '../new-task';
import { emptyList, keyValue, networkConfiguration, tags } from '../schemas/common';
import type { ClusterRecord, TaskRecord } from '../state';
import { describeTask } from '../wire/describe-task';

const containerOverride = z.strictObject({
  name: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.array(keyValue).optional(),
});

/** RunTask: tasks of no service; nobody replaces them when they stop. */
export const runTask = action({
  name: 'RunTask',
  input: z.strictObject({
    cluster: z.string().optional(),
    taskDefinition: z.string(),
    count: z.number().int().min(1).max(10, { error: 'count cannot be greater than 10' }).optional(),
    launchType: z.enum(['FARGATE', 'EC2', 'EXTERNAL']).optional(),
    networkConfiguration: networkConfiguration.optional(),
    overrides: z.strictObject({ containerOverrides: z.array(containerOverride).optional() }).optional(),
    platformVersion: z.enum(['LATEST', '1.4.0']).optional(),
    group: z.string().optional(),
    startedBy: z.string().max(128).optional(),
    referenceId: z.string().optional(),
    clientToken: z.string().max(64).optional(),
    enableECSManagedTags: z.boolean().optional(),
    enableExecuteCommand: z.boolean().optional(),
    propagateTags: z.enum(['TASK_DEFINITION', 'SERVICE', 'NONE']).optional(),
    placementConstraints: emptyList('placementConstraints').optional(),
    placementStrategy: emptyList('placementStrategy').optional(),
    tags: tags.optional(),
  }),
  run(deps, input) {
    const { state, controller, clock, region } = deps;
    const cluster = findCluster(state, input.cluster);
    const earlier = tasksOf(cluster, input.clientToken);
    if (earlier.length > 0) return answer(earlier, region);
    const definition = findActiveTaskDefinition(state, input.taskDefinition);
    checkLaunchType(input.launchType);
    checkRunnable(definition);
    const { networkConfiguration: network, overrides } = input;
    if (network === undefined)
      throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    if (input.propagateTags === 'SERVICE') throw invalidParameter('Tags cannot be propagated from a service.');
    const unknown = overrides?.containerOverrides?.find(
      ({ name }) => !definition.containers.some((container) => container.name === name),
    );
    if (unknown !== undefined)
      throw invalidParameter(`Override for container named ${unknown.name} is not a container in the TaskDefinition.`);

    const tasks = Array.from({ length: input.count ?? 1 }, () =>
      newTask(deps, clock.now(), {
        cluster,
        definition,
        group: input.group ?? `family:${definition.family}`,
        startedBy: input.startedBy,
        clientToken: input.clientToken,
        networkConfiguration: network,
        platformVersion: '1.4.0',
        ...(overrides === undefined ? {} : { overrides }),
        enableExecuteCommand: input.enableExecuteCommand ?? false,
        tags: [
          ...(input.enableECSManagedTags ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : []),
          ...(input.propagateTags === 'TASK_DEFINITION' ? definition.tags : []),
          ...(input.tags ?? []),
        ],
      }),
    );
    for (const task of tasks) controller.run(task);
    return answer(tasks, region);
  },
});

/** What an earlier request with this token started: SDKs send one with each request, the same when they retry. */
function tasksOf(cluster: ClusterRecord, clientToken: string | undefined): TaskRecord[] {
  if (clientToken === undefined) return [];
  return [...cluster.tasks.values()].filter((task) => task.clientToken === clientToken);
}

function answer(tasks: readonly TaskRecord[], region: string) {
  return { tasks: tasks.map((task) => describeTask(task, region, ['TAGS'])), failures: [] };
}
