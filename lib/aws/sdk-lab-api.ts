import { createClients, type AwsClients } from './clients';
import { containerSecret } from './container-secret';
import { describeServices, describeTasks, listServiceTasks, stopTask, updateService } from './ecs';
import {
  deregisterInstance,
  discoveredAddresses,
  discoveryService,
  instanceAttributes,
  registerInstance,
} from './discovery';
import { explainedAwsError } from './explain-error';
import type { LabApi } from './lab-api';
import { publicAddresses } from './network-interfaces';
import type { AwsProfile } from './profile';
import { deregisterRevision, registerRevision } from './task-definitions';

/** The AWS API by the SDK. A failed call is a LabError that says what to do. */
export async function createLabApi(profile: AwsProfile): Promise<LabApi> {
  return labApiOf(await createClients(profile), profile);
}

function labApiOf(clients: AwsClients, profile: AwsProfile): LabApi {
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    describeServices: (cluster, names) => explained(describeServices(clients.ecs, cluster, names)),
    listServiceTasks: (cluster, service) => explained(listServiceTasks(clients.ecs, cluster, service)),
    describeTasks: (cluster, ids) => explained(describeTasks(clients.ecs, cluster, ids)),
    updateService: (cluster, service, change) => explained(updateService(clients.ecs, cluster, service, change)),
    registerRevision: (arn, change) => explained(registerRevision(clients.ecs, arn, change)),
    deregisterRevision: (arn) => explained(deregisterRevision(clients.ecs, arn)),
    stopTask: (cluster, task, reason) => explained(stopTask(clients.ecs, cluster, task, reason)),
    publicAddresses: (ids) => explained(publicAddresses(clients.ec2, ids)),
    containerSecret: (secret) => explained(containerSecret(clients, secret)),
    discoveryService: (registryArn) => explained(discoveryService(clients.discovery, registryArn)),
    instanceAttributes: (registryArn) => explained(instanceAttributes(clients.discovery, registryArn)),
    registerInstance: (registryArn, id, attributes) =>
      explained(registerInstance(clients.discovery, registryArn, id, attributes)),
    deregisterInstance: (registryArn, id) => explained(deregisterInstance(clients.discovery, registryArn, id)),
    discoveredAddresses: (namespace, service) => explained(discoveredAddresses(clients.discovery, namespace, service)),
  };
}
