import { z } from 'zod';
import { emptyList, networkConfiguration, resourceName, tags } from './common';

export const deploymentConfiguration = z.strictObject({
  minimumHealthyPercent: z.number().int().min(0).max(100).optional(),
  maximumPercent: z.number().int().min(0).max(65535).optional(),
  strategy: z.literal('ROLLING').optional(),
  bakeTimeInMinutes: z.literal(0).optional(),
  deploymentCircuitBreaker: z
    .strictObject({
      enable: z.boolean(),
      rollback: z.boolean(),
      resetOnHealthyTask: z.boolean().optional(),
      thresholdConfiguration: z
        .strictObject({
          type: z.enum(['COUNT', 'BOUNDED_PERCENT', 'UNBOUNDED_PERCENT']),
          value: z.number().int().min(1),
        })
        .optional(),
    })
    .optional(),
  alarms: z
    .strictObject({
      alarmNames: z.array(z.string()),
      enable: z.literal(false, { error: 'the local cloud has no CloudWatch alarms' }),
      rollback: z.boolean(),
    })
    .optional(),
});

const serviceRegistry = z.strictObject({
  registryArn: z.string(),
  port: z.number().int().optional(),
  containerName: z.string().optional(),
  containerPort: z.number().int().optional(),
});

/** What both CreateService and UpdateService take. */
export const serviceSettings = {
  cluster: z.string().optional(),
  taskDefinition: z.string().optional(),
  desiredCount: z.number().int().min(0).optional(),
  deploymentConfiguration: deploymentConfiguration.optional(),
  networkConfiguration: networkConfiguration.optional(),
  platformVersion: z.enum(['LATEST', '1.4.0']).optional(),
  healthCheckGracePeriodSeconds: z.number().int().min(0).optional(),
  deploymentController: z.strictObject({ type: z.literal('ECS') }).optional(),
  enableExecuteCommand: z.boolean().optional(),
  enableECSManagedTags: z.boolean().optional(),
  propagateTags: z.enum(['SERVICE', 'TASK_DEFINITION', 'NONE']).optional(),
  serviceRegistries: z.array(serviceRegistry).max(1).optional(),
  availabilityZoneRebalancing: z.enum(['ENABLED', 'DISABLED']).optional(),
  loadBalancers: emptyList('loadBalancers').optional(),
  placementConstraints: emptyList('placementConstraints').optional(),
  placementStrategy: emptyList('placementStrategy').optional(),
  volumeConfigurations: emptyList('volumeConfigurations').optional(),
  vpcLatticeConfigurations: emptyList('vpcLatticeConfigurations').optional(),
};

/** CreateService's input. */
export const createServiceInput = z.strictObject({
  ...serviceSettings,
  serviceName: resourceName,
  clientToken: z.string().max(36).optional(),
  launchType: z.enum(['FARGATE', 'EC2', 'EXTERNAL']).optional(),
  schedulingStrategy: z.enum(['REPLICA', 'DAEMON']).optional(),
  tags: tags.optional(),
});

/** UpdateService's input. */
export const updateServiceInput = z.strictObject({
  ...serviceSettings,
  service: z.string(),
  forceNewDeployment: z.boolean().optional(),
});

export type CreateServiceInput = z.output<typeof createServiceInput>;
export type UpdateServiceInput = z.output<typeof updateServiceInput>;
