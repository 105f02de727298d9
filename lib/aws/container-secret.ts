import type { ECSClient } from '@aws-sdk/client-ecs';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Which of a container's secrets. */
export interface ContainerSecret {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  /** The variable in which the container gets it. */
  readonly name: string;
}

/** The value of a secret that a service's container gets; undefined when there is no such container or secret. */
export async function containerSecret(
  { ecs, secrets }: { readonly ecs: ECSClient; readonly secrets: () => Promise<SecretsManagerClient> },
  { cluster, service, container, name }: ContainerSecret,
): Promise<string | undefined> {
  const { DescribeServicesCommand, DescribeTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const taskDefinition = services[0]?.taskDefinition;
  if (taskDefinition === undefined) return undefined;
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const definition = described.taskDefinition?.containerDefinitions?.find((one) => one.name === container);
  const SecretId = definition?.secrets?.find((secret) => secret.name === name)?.valueFrom;
  if (SecretId === undefined) return undefined;
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await (await secrets()).send(new GetSecretValueCommand({ SecretId }));
  return SecretString;
}
