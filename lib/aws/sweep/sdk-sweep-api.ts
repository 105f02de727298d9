import { createSweepClients, type SweepClients } from '../clients';
import { explainedAwsError } from '../explain-error';
import type { AwsProfile } from '../profile';
import { namespaces } from './cloud-map';
import { clusters, taskDefinitions } from './ecs';
import { repositories } from './images';
import { logGroups } from './logs';
import type { LeftoverKind, SweepApi } from './model';
import { networkKinds } from './network';
import { PATIENCE, type Patience } from './patience';
import { scheduleGroups } from './schedules';
import { secrets } from './secrets';
import { brokenStacks, existingStacks } from './stacks';
import { taggedResources } from './tagged';

/** The account by the SDK. A failed call is a LabError that says what to do. */
export async function createSweepApi(profile: AwsProfile, patience: Patience = PATIENCE): Promise<SweepApi> {
  return sweepApiOf(await createSweepClients(profile), profile, patience);
}

/** The account behind clients that exist already. */
export function sweepApiOf(clients: SweepClients, profile: AwsProfile, patience: Patience): SweepApi {
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  const kind = (one: LeftoverKind): LeftoverKind => ({
    name: one.name,
    list: () => explained(one.list()),
    ...(one.remove ? { remove: (candidate) => explained(one.remove!(candidate).catch(fineWhenGone)) } : {}),
  });
  return {
    region: () => explained(clients.ecs.config.region()),
    existingStacks: () => explained(existingStacks(clients.cloudFormation)),
    brokenStacks: kind(brokenStacks(clients.cloudFormation, patience)),
    kinds: [
      // What could start tasks again goes first.
      scheduleGroups(clients.scheduler),
      clusters(clients.ecs, patience),
      taskDefinitions(clients.ecs),
      namespaces(clients.discovery, patience),
      logGroups(clients.logs),
      secrets(clients.secrets),
      ...networkKinds(clients.ec2, patience),
      repositories(clients.ecr),
      taggedResources(clients.tagging),
    ].map(kind),
  };
}

/** Somebody else was quicker, or it went with what it was part of. */
function fineWhenGone(error: unknown): void {
  if (!(error instanceof Error) || !/NotFound/.test(error.name)) throw error;
}
