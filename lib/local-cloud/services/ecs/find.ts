import type { Tag } from '@aws-sdk/client-ecs';
import { clusterOfArn, isArnOf, lastPart } from './arns';
import { clientError, clusterNotFound, invalidParameter, serviceNotFound, taskNotFound } from './errors';
import type { ClusterRecord, EcsState, ServiceRecord, TaskDefinitionRecord, TaskRecord } from './state';

/** The cluster by name or ARN (`default` without either); throws ClusterNotFoundException unless it is ACTIVE. */
export function findCluster(state: EcsState, nameOrArn = 'default'): ClusterRecord {
  const cluster = state.clusters.get(lastPart(nameOrArn));
  if (cluster?.status !== 'ACTIVE') throw clusterNotFound();
  return cluster;
}

/** The cluster's service by name or ARN; undefined when there is none or the ARN names another cluster. */
export function serviceIn(cluster: ClusterRecord, nameOrArn: string): ServiceRecord | undefined {
  const named = clusterOfArn(nameOrArn);
  return named === undefined || named === cluster.name ? cluster.services.get(lastPart(nameOrArn)) : undefined;
}

/** The cluster's service by name or ARN; throws ServiceNotFoundException. */
export function findService(state: EcsState, cluster: string | undefined, nameOrArn: string): ServiceRecord {
  const service = serviceIn(findCluster(state, cluster), nameOrArn);
  if (service === undefined) throw serviceNotFound();
  return service;
}

/** The cluster's task by id or ARN; undefined when there is none. */
export function taskIn(cluster: ClusterRecord, idOrArn: string): TaskRecord | undefined {
  const named = clusterOfArn(idOrArn);
  return named === undefined || named === cluster.name ? cluster.tasks.get(lastPart(idOrArn)) : undefined;
}

/** The cluster's task by id or ARN; throws when it is not there. */
export function findTask(state: EcsState, cluster: string | undefined, idOrArn: string): TaskRecord {
  const task = taskIn(findCluster(state, cluster), idOrArn);
  if (task === undefined) throw taskNotFound();
  return task;
}

/** A task definition by ARN, `family:revision`, or family (its newest ACTIVE revision); undefined when there is none. */
export function taskDefinitionOf(state: EcsState, reference: string): TaskDefinitionRecord | undefined {
  const [family = '', revision] = lastPart(reference).split(':');
  const revisions = state.families.get(family) ?? [];
  if (revision !== undefined) return revisions[Number(revision) - 1];
  return revisions.findLast((each) => each?.definition.status === 'ACTIVE');
}

/** A task definition that tasks may be started from; throws ClientException. */
export function findActiveTaskDefinition(state: EcsState, reference: string): TaskDefinitionRecord {
  const found = taskDefinitionOf(state, reference);
  if (found === undefined) throw clientError('TaskDefinition not found.');
  if (found.definition.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return found;
}

/** A thing that can be tagged, by its ARN. */
export function findTaggable(state: EcsState, arn: string): { tags: Tag[] } {
  const found = taggableOf(state, arn);
  if (found === undefined)
    throw invalidParameter(`The specified resource is not found: ${arn}. Check the resourceArn and try again.`);
  return found;
}

function taggableOf(state: EcsState, arn: string) {
  if (isArnOf('cluster', arn)) return state.clusters.get(lastPart(arn));
  if (isArnOf('task-definition', arn)) return taskDefinitionOf(state, arn);
  const cluster = state.clusters.get(clusterOfArn(arn) ?? '');
  if (cluster === undefined) return undefined;
  return isArnOf('service', arn) ? cluster.services.get(lastPart(arn)) : cluster.tasks.get(lastPart(arn));
}
