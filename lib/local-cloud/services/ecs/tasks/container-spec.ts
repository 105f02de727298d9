import type { ContainerDefinition, ContainerOverride } from '@aws-sdk/client-ecs';
import type { ContainerMount, ContainerSpec } from '../../../runtime/runtime';
import type { SecretSource } from '../../ports';

const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

/** What the runtime needs of a container: overrides applied, secrets resolved; throws when a secret has no value. */
export function containerSpec(
  definition: ContainerDefinition,
  override: ContainerOverride | undefined,
  base: Readonly<Record<string, string>>,
  secrets: SecretSource,
): ContainerSpec {
  const command = override?.command ?? definition.command;
  return {
    name: definition.name ?? '',
    image: definition.image ?? '',
    ...(definition.entryPoint?.length ? { entryPoint: definition.entryPoint } : {}),
    ...(command?.length ? { command } : {}),
    environment: {
      ...base,
      ...pairs(definition.environment),
      ...pairs(override?.environment),
      ...Object.fromEntries(
        (definition.secrets ?? []).map((secret) => [secret.name, secrets.valueOf(secret.valueFrom ?? '')]),
      ),
    },
    ports: tcpPorts(definition),
    stopTimeoutSeconds: definition.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS,
    mounts: mountsOf(definition),
    ...(definition.user === undefined ? {} : { user: definition.user }),
    ...(definition.workingDirectory === undefined ? {} : { workingDirectory: definition.workingDirectory }),
    readOnlyRoot: definition.readonlyRootFilesystem === true,
    init: definition.linuxParameters?.initProcessEnabled === true,
  };
}

function mountsOf({ mountPoints = [] }: ContainerDefinition): ContainerMount[] {
  return mountPoints.flatMap(({ sourceVolume: volume, containerPath: path, readOnly = false }) =>
    volume === undefined || path === undefined ? [] : [{ volume, path, readOnly }],
  );
}

/** What Fargate puts into every container's environment, as far as there is something behind it here. */
export function baseEnvironment(region: string): Record<string, string> {
  return { AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE', AWS_REGION: region, AWS_DEFAULT_REGION: region };
}

/** The TCP ports that a container listens on. */
export function tcpPorts(definition: ContainerDefinition): number[] {
  return (definition.portMappings ?? [])
    .filter((mapping) => mapping.protocol !== 'udp')
    .flatMap((mapping) => (mapping.containerPort === undefined ? [] : [mapping.containerPort]));
}

function pairs(list: ContainerDefinition['environment']): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ name, value }) => [name ?? '', value ?? '']));
}
