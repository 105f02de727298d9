import type { ECSClient } from '@aws-sdk/client-ecs';
import { isLabStack, stackOfName } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';
import { insist, type Patience } from './patience';

/** Clusters are called as their stack; their services and tasks go with them. */
export function clusters(client: ECSClient, patience: Patience): LeftoverKind {
  return {
    name: 'ECS cluster',
    async list() {
      const { paginateListClusters } = await import('@aws-sdk/client-ecs');
      const found: Candidate[] = [];
      for await (const { clusterArns = [] } of paginateListClusters({ client }, {})) {
        for (const name of clusterArns.map(lastPart).filter(isLabStack)) {
          const services = await servicesIn(client, name);
          found.push({ id: name, name, stack: name, detail: `${services.length} services` });
        }
      }
      return found;
    },
    async remove({ id: cluster }) {
      const { DeleteClusterCommand, DeleteServiceCommand, ListTasksCommand, StopTaskCommand } =
        await import('@aws-sdk/client-ecs');
      for (const service of await servicesIn(client, cluster)) {
        await client.send(new DeleteServiceCommand({ cluster, service, force: true }));
      }
      const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster }));
      for (const task of taskArns) await client.send(new StopTaskCommand({ cluster, task, reason: 'lab sweep' }));
      await insist(
        () => client.send(new DeleteClusterCommand({ cluster })),
        (name) => /^ClusterContains(Services|Tasks)Exception$|^UpdateInProgressException$/.test(name),
        patience,
      );
    },
  };
}

/** CloudFormation deregisters task definitions and never deletes them: each lab leaves some, which cost nothing. */
export function taskDefinitions(client: ECSClient): LeftoverKind {
  return {
    name: 'task definition family',
    async list() {
      const { paginateListTaskDefinitionFamilies } = await import('@aws-sdk/client-ecs');
      const found: Candidate[] = [];
      const asked = { familyPrefix: 'SreSloLab', status: 'ALL' } as const;
      for await (const { families = [] } of paginateListTaskDefinitionFamilies({ client }, asked)) {
        for (const family of families) {
          const count =
            (await revisions(client, family, 'ACTIVE')).length + (await revisions(client, family, 'INACTIVE')).length;
          if (count > 0)
            found.push({ id: family, name: family, stack: stackOfName(family), detail: `${count} revisions` });
        }
      }
      return found;
    },
    async remove({ id: family }) {
      const { DeleteTaskDefinitionsCommand, DeregisterTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
      for (const taskDefinition of await revisions(client, family, 'ACTIVE')) {
        await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      }
      const all = await revisions(client, family, 'INACTIVE');
      // As many as one call takes.
      for (let from = 0; from < all.length; from += 10) {
        await client.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: all.slice(from, from + 10) }));
      }
    },
  };
}

async function servicesIn(client: ECSClient, cluster: string): Promise<string[]> {
  const { paginateListServices } = await import('@aws-sdk/client-ecs');
  const found: string[] = [];
  for await (const { serviceArns = [] } of paginateListServices({ client }, { cluster })) {
    found.push(...serviceArns.map(lastPart));
  }
  return found;
}

async function revisions(client: ECSClient, familyPrefix: string, status: 'ACTIVE' | 'INACTIVE'): Promise<string[]> {
  const { paginateListTaskDefinitions } = await import('@aws-sdk/client-ecs');
  const found: string[] = [];
  for await (const { taskDefinitionArns = [] } of paginateListTaskDefinitions({ client }, { familyPrefix, status })) {
    found.push(...taskDefinitionArns);
  }
  return found;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
