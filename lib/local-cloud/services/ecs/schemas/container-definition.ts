import { z } from 'zod';
import { keyValue } from './common';

const portMapping = z.strictObject({
  containerPort: z.number().int().min(1).max(65535),
  hostPort: z.number().int().min(0).max(65535).optional(),
  protocol: z.enum(['tcp', 'udp']).optional(),
  name: z.string().optional(),
  appProtocol: z.enum(['http', 'http2', 'grpc']).optional(),
});

const healthCheck = z.strictObject({
  command: z.array(z.string()).min(1),
  interval: z.number().int().min(5).max(300).optional(),
  timeout: z.number().int().min(2).max(60).optional(),
  retries: z.number().int().min(1).max(10).optional(),
  startPeriod: z.number().int().min(0).max(300).optional(),
});

/** Fargate lets a task set only this limit; the others keep the platform's values. */
const ulimitName = z.literal('nofile');

const linuxParameters = z.strictObject({
  capabilities: z
    .strictObject({ add: z.array(z.string()).optional(), drop: z.array(z.string()).optional() })
    .optional(),
  initProcessEnabled: z.boolean().optional(),
});

/** Nothing on this machine takes the lines of `awsfirelens`: a task that ran without would be one whose log is lost. */
const NO_LOG_ROUTER =
  'the local cloud has no log router (FireLens); use the log driver awslogs, for the lab by deploying without -c logs=loki';

/** One container; what is only recorded here, not enforced, is listed in BEHAVIOUR.md. */
export const containerDefinition = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/u),
  image: z.string().min(1),
  essential: z.boolean().optional(),
  cpu: z.number().int().min(0).optional(),
  memory: z.number().int().min(6).optional(),
  memoryReservation: z.number().int().min(6).optional(),
  entryPoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.array(keyValue).optional(),
  secrets: z.array(z.strictObject({ name: z.string(), valueFrom: z.string() })).optional(),
  portMappings: z.array(portMapping).optional(),
  healthCheck: healthCheck.optional(),
  dependsOn: z
    .array(
      z.strictObject({
        containerName: z.string(),
        condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']),
      }),
    )
    .optional(),
  restartPolicy: z
    .strictObject({
      enabled: z.boolean(),
      ignoredExitCodes: z.array(z.number().int()).max(50).optional(),
      restartAttemptPeriod: z.number().int().min(60).max(1800).optional(),
    })
    .optional(),
  startTimeout: z.number().int().min(2).max(120).optional(),
  stopTimeout: z.number().int().min(0).max(120).optional(),
  logConfiguration: z
    .strictObject({
      logDriver: z.literal('awslogs', { error: NO_LOG_ROUTER }),
      options: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  firelensConfiguration: z.undefined({ error: NO_LOG_ROUTER }).optional(),
  mountPoints: z
    .array(
      z.strictObject({
        sourceVolume: z.string().optional(),
        containerPath: z.string().optional(),
        readOnly: z.boolean().optional(),
      }),
    )
    .optional(),
  linuxParameters: linuxParameters.optional(),
  ulimits: z
    .array(z.strictObject({ name: ulimitName, softLimit: z.number().int(), hardLimit: z.number().int() }))
    .optional(),
  readonlyRootFilesystem: z.boolean().optional(),
  user: z.string().optional(),
  workingDirectory: z.string().optional(),
  dockerLabels: z.record(z.string(), z.string()).optional(),
  interactive: z.boolean().optional(),
  pseudoTerminal: z.boolean().optional(),
  versionConsistency: z.enum(['enabled', 'disabled']).optional(),
  volumesFrom: z.array(z.never()).max(0).optional(),
  systemControls: z.array(z.never()).max(0).optional(),
});
