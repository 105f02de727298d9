import { z } from 'zod';
import { emptyList, resourceName, tags } from './common';
import { containerDefinition } from './container-definition';

/** RegisterTaskDefinition's input. */
export const taskDefinitionInput = z.strictObject({
  family: resourceName,
  containerDefinitions: z.array(containerDefinition).min(1),
  cpu: z.string().optional(),
  memory: z.string().optional(),
  networkMode: z.enum(['bridge', 'host', 'awsvpc', 'none']).optional(),
  requiresCompatibilities: z.array(z.enum(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'])).optional(),
  taskRoleArn: z.string().optional(),
  executionRoleArn: z.string().optional(),
  volumes: z.array(z.strictObject({ name: z.string() })).optional(),
  runtimePlatform: z
    .strictObject({
      cpuArchitecture: z.enum(['X86_64', 'ARM64']).optional(),
      operatingSystemFamily: z.literal('LINUX').optional(),
    })
    .optional(),
  ephemeralStorage: z.strictObject({ sizeInGiB: z.number().int().min(21).max(200) }).optional(),
  placementConstraints: emptyList('placementConstraints').optional(),
  enableFaultInjection: z.boolean().optional(),
  tags: tags.optional(),
});

export type TaskDefinitionInput = z.output<typeof taskDefinitionInput>;
