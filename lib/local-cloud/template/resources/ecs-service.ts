import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';
import { camelCase } from './camel-case';
import { boolean, ignoreNotFound, mergedTags, number, tags } from './common';
import { resourceType, type LiveResource, type ResourceContext } from './resource-type';
import { retagInEcs } from './retag';

/** How often a service is looked at while CloudFormation waits for it, in milliseconds. */
const POLL = 50;

const part = z.record(z.string(), z.unknown());

export const service = resourceType({
  type: 'AWS::ECS::Service',
  properties: z.strictObject({
    AvailabilityZoneRebalancing: z.string().optional(),
    Cluster: z.string().optional(),
    DeploymentConfiguration: part.optional(),
    DesiredCount: number.optional(),
    EnableECSManagedTags: boolean.optional(),
    EnableExecuteCommand: boolean.optional(),
    HealthCheckGracePeriodSeconds: number.optional(),
    LaunchType: z.string().optional(),
    LoadBalancers: z.array(part).max(0, 'the local cloud does not implement load balancers').optional(),
    NetworkConfiguration: part.optional(),
    PlatformVersion: z.string().optional(),
    PropagateTags: z.string().optional(),
    SchedulingStrategy: z.literal('REPLICA').optional(),
    ServiceName: z.string().optional(),
    ServiceRegistries: z.array(part).optional(),
    Tags: tags,
    TaskDefinition: z.string(),
  }),
  replaceOn: ['Cluster', 'EnableECSManagedTags', 'LaunchType', 'PropagateTags', 'ServiceName', 'ServiceRegistries'],
  async create({ Tags, LoadBalancers: _none, ...properties }, context) {
    const { service: made } = await context.invoke<{ service: { serviceArn: string; serviceName: string } }>(
      'ecs',
      'CreateService',
      {
        ...(camelCase(properties) as object),
        desiredCount: properties.DesiredCount ?? 1,
        serviceName: properties.ServiceName ?? `${context.stackName}-${context.logicalId}`.slice(0, 255),
        tags: camelCase(mergedTags(Tags, context)),
      },
    );
    const live: LiveResource = {
      physicalId: made.serviceArn,
      attributes: { ServiceArn: made.serviceArn, Name: made.serviceName },
    };
    context.created(live);
    await untilSteady(made.serviceArn, properties.Cluster, context);
    return live;
  },
  async update(live, { Tags, ...properties }, { Tags: previousTags, ...previous }, context) {
    await retagInEcs(live.physicalId, { previous: previousTags, tags: Tags }, context);
    // Tags alone are no reason to bring back what was scaled to zero.
    if (isDeepStrictEqual(properties, previous)) return live;
    await context.invoke('ecs', 'UpdateService', {
      cluster: properties.Cluster,
      service: live.physicalId,
      taskDefinition: properties.TaskDefinition,
      desiredCount: properties.DesiredCount,
      deploymentConfiguration: camelCase(properties.DeploymentConfiguration),
      networkConfiguration: camelCase(properties.NetworkConfiguration),
      platformVersion: properties.PlatformVersion,
      enableExecuteCommand: properties.EnableExecuteCommand,
      healthCheckGracePeriodSeconds: properties.HealthCheckGracePeriodSeconds,
    });
    await untilSteady(live.physicalId, properties.Cluster, context);
    return live;
  },
  async delete({ physicalId }, context, { Cluster: cluster }) {
    await ignoreNotFound(context.invoke('ecs', 'DeleteService', { cluster, service: physicalId, force: true }));
    while (!(await isGone(physicalId, cluster, context))) await context.pause(POLL);
  },
});

interface DescribedService {
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly deployments: readonly { readonly id: string; readonly status: string; readonly rolloutState: string }[];
}

/** CloudFormation waits until the newest deployment is complete, and fails when the circuit breaker ends it. */
async function untilSteady(arn: string, cluster: string | undefined, context: ResourceContext): Promise<void> {
  const newest = (await describe(arn, cluster, context))?.deployments[0];
  if (!newest) throw new AwsError('ServiceNotFoundException', `the service ${arn} is gone`);
  for (;;) {
    const described = await describe(arn, cluster, context);
    const deployment = described?.deployments.find((candidate) => candidate.id === newest.id);
    if (!described || !deployment || deployment.rolloutState === 'FAILED') {
      throw new AwsError(
        'GeneralServiceException',
        `Resource handler returned message: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'." (HandlerErrorCode: GeneralServiceException)`,
      );
    }
    if (deployment.rolloutState === 'COMPLETED' && described.runningCount === described.desiredCount) return;
    await context.pause(POLL);
  }
}

async function isGone(arn: string, cluster: string | undefined, context: ResourceContext): Promise<boolean> {
  const described = await describe(arn, cluster, context);
  return !described || (described.status === 'INACTIVE' && described.runningCount + described.pendingCount === 0);
}

async function describe(
  arn: string,
  cluster: string | undefined,
  context: ResourceContext,
): Promise<DescribedService | undefined> {
  const { services } = await context.invoke<{ services: DescribedService[] }>('ecs', 'DescribeServices', {
    cluster,
    services: [arn],
  });
  return services[0];
}
