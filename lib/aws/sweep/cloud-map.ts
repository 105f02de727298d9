import type { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { LabError } from '../../model/errors';
import type { Candidate, LeftoverKind } from './model';
import { until, type Patience } from './patience';
import { isTagged, stackOfTags, tagMap } from './tags';

/** Namespaces with the lab's tag; `sre.local` alone could be anybody's. Their services and instances go with them. */
export function namespaces(client: ServiceDiscoveryClient, patience: Patience): LeftoverKind {
  return {
    name: 'Cloud Map namespace',
    async list() {
      const { ListTagsForResourceCommand, paginateListNamespaces } = await import('@aws-sdk/client-servicediscovery');
      const found: Candidate[] = [];
      for await (const { Namespaces: page = [] } of paginateListNamespaces({ client }, {})) {
        for (const { Id: id = '', Arn: arn = '', Name: name = '' } of page) {
          const { Tags: list } = await client.send(new ListTagsForResourceCommand({ ResourceARN: arn }));
          const tags = tagMap(list);
          if (!isTagged(tags)) continue;
          const services = await servicesIn(client, id);
          found.push({ id, name, stack: stackOfTags(tags), detail: `${services.length} services` });
        }
      }
      return found;
    },
    async remove({ id, name }) {
      const { DeleteNamespaceCommand, DeleteServiceCommand, DeregisterInstanceCommand, ListInstancesCommand } =
        await import('@aws-sdk/client-servicediscovery');
      for (const service of await servicesIn(client, id)) {
        const { Instances: instances = [] } = await client.send(new ListInstancesCommand({ ServiceId: service }));
        for (const { Id: instance } of instances) {
          const { OperationId: operation } = await client.send(
            new DeregisterInstanceCommand({ ServiceId: service, InstanceId: instance }),
          );
          await finished(client, operation, `the instance ${instance}`, patience);
        }
        await client.send(new DeleteServiceCommand({ Id: service }));
      }
      const { OperationId: operation } = await client.send(new DeleteNamespaceCommand({ Id: id }));
      await finished(client, operation, `the namespace ${name}`, patience);
    },
  };
}

async function servicesIn(client: ServiceDiscoveryClient, namespace: string): Promise<string[]> {
  const { paginateListServices } = await import('@aws-sdk/client-servicediscovery');
  const found: string[] = [];
  const asked = { Filters: [{ Name: 'NAMESPACE_ID' as const, Values: [namespace] }] };
  for await (const { Services: services = [] } of paginateListServices({ client }, asked)) {
    found.push(...services.flatMap(({ Id: id }) => id ?? []));
  }
  return found;
}

/** Cloud Map answers before it has done anything; the operation says how it went. */
async function finished(
  client: ServiceDiscoveryClient,
  operation: string | undefined,
  what: string,
  patience: Patience,
): Promise<void> {
  const { GetOperationCommand } = await import('@aws-sdk/client-servicediscovery');
  let failure: string | undefined;
  const isOver = await until(async () => {
    const { Operation: now } = await client.send(new GetOperationCommand({ OperationId: operation }));
    failure = now?.Status === 'FAIL' ? (now.ErrorMessage ?? 'no reason given') : undefined;
    return now?.Status === 'SUCCESS' || now?.Status === 'FAIL';
  }, patience);
  if (isOver && failure === undefined) return;
  throw new LabError('NotRemoved', `Cloud Map did not remove ${what}: ${failure ?? 'it takes too long'}`);
}
