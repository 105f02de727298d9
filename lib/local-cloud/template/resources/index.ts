import { AwsError } from '../../kernel/aws-error';
import { cdkMetadata } from './cdk-metadata';
import * as network from './ec2-network';
import * as securityGroups from './ec2-security-group';
import { repository } from './ecr';
import { cluster } from './ecs-cluster';
import { service } from './ecs-service';
import { taskDefinition } from './ecs-task-definition';
import * as iam from './iam';
import { logGroup } from './logs';
import type { ResourceType } from './resource-type';
import { schedule, scheduleGroup } from './scheduler';
import { secret } from './secrets-manager';
import { discoveryService, privateDnsNamespace } from './service-discovery';

/** Every resource type that the local cloud implements. */
export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [
    ...Object.values(network),
    ...Object.values(securityGroups),
    ...Object.values(iam),
    cdkMetadata,
    cluster,
    discoveryService,
    logGroup,
    privateDnsNamespace,
    repository,
    schedule,
    scheduleGroup,
    secret,
    service,
    taskDefinition,
  ].map((type) => [type.type, type]),
);

/** The type of this name; throws CloudFormation's error for one that is not implemented. */
export function resourceTypeOf(name: string): ResourceType {
  const type = RESOURCE_TYPES.get(name);
  if (type) return type;
  throw new AwsError('ValidationError', `Template format error: Unrecognized resource types: [${name}]`);
}
