import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { createCluster } from './actions/create-cluster';
import { createService } from './actions/create-service';
import { deleteCluster } from './actions/delete-cluster';
import { deleteService } from './actions/delete-service';
import { deleteTaskDefinitions } from './actions/delete-task-definitions';
import { deregisterTaskDefinition } from './actions/deregister-task-definition';
import { describeClusters } from './actions/describe-clusters';
import { describeServices } from './actions/describe-services';
import { describeTaskDefinition } from './actions/describe-task-definition';
import { describeTasks } from './actions/describe-tasks';
import { listClusters } from './actions/list-clusters';
import { listServices } from './actions/list-services';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { listTaskDefinitionFamilies } from './actions/list-task-definition-families';
import { listTaskDefinitions } from './actions/list-task-definitions';
import { listTasks } from './actions/list-tasks';
import { registerTaskDefinition } from './actions/register-task-definition';
import { runTask } from './actions/run-task';
import { stopTask } from './actions/stop-task';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import { updateService } from './actions/update-service';
import { Controller } from './controller';
import type { EcsOptions } from './deps';
import { invalidParameter } from './errors';
import { emptyState } from './state';

export type { EcsOptions } from './deps';

const ACTIONS = [
  createCluster,
  createService,
  deleteCluster,
  deleteService,
  deleteTaskDefinitions,
  deregisterTaskDefinition,
  describeClusters,
  describeServices,
  describeTaskDefinition,
  describeTasks,
  listClusters,
  listServices,
  listTagsForResource,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
  listTasks,
  registerTaskDefinition,
  runTask,
  stopTask,
  tagResource,
  untagResource,
  updateService,
];

/** ECS on Fargate: clusters, task definitions, services and tasks. `close` stops every task and waits for the last. */
export function createEcs(options: EcsOptions): { readonly definition: ServiceDefinition; close(): Promise<void> } {
  const controller = new Controller(options);
  const deps = { ...options, state: emptyState(), controller };
  return {
    close: () => controller.close(),
    definition: {
      signingName: 'ecs',
      protocol: 'json-1.1',
      wireName: 'AmazonEC2ContainerServiceV20141113',
      actions: bindActions(deps, ACTIONS),
      invalidInput: invalidParameter,
    },
  };
}
