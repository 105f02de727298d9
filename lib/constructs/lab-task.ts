import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDriver,
  OperatingSystemFamily,
  PidMode,
  type ContainerDefinition,
  type HealthCheck,
  type Secret,
} from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { IMAGES, type ImageName, type ImageTags } from '../model/images';
import type { PublicImage } from '../model/public-images';

export interface LabTaskProps {
  /** The task definition's family, after the stack's name. */
  readonly name: string;
  /** 1024 are one vCPU; Fargate allows certain pairs with the memory only. */
  readonly cpu: number;
  readonly memoryLimitMiB: number;
  /** The content hash of each image. */
  readonly imageTags: ImageTags;
  /** Whether its containers may have its network disturbed, by the endpoints of ECS's agent. @default false */
  readonly faultInjection?: boolean;
  /** Whether its containers see each other's processes, as the Fault Injection Service wants it. @default false */
  readonly sharedProcesses?: boolean;
}

export interface LabContainerProps {
  /** The TCP port that others reach. @default none: the container keeps to its task */
  readonly port?: number;
  /** The image's own unprivileged user as `uid:gid`: names are not known outside of the image. */
  readonly user: string;
  /** The paths that the container writes to, by volume name; everything else is read-only. @default none */
  readonly volumes?: Readonly<Record<string, string>>;
  /** In the place of the image's own, with its command. @default the image's own */
  readonly entryPoint?: readonly string[];
  /** @default nothing beside what the image sets */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** @default the container counts as healthy while it runs */
  readonly healthCheck?: HealthCheck;
  /** What an agent needs that installs its own tools. @default false */
  readonly writableRoot?: boolean;
  /** @default true, its end is the end of the task; otherwise it is restarted inside the task */
  readonly essential?: boolean;
  /** An init container: it ends by itself and is not restarted. @default false */
  readonly init?: boolean;
  /** What the container is counted with when the task is placed. @default nothing */
  readonly memoryReservationMiB?: number;
  /** Above it the container is killed. @default the memory of the task */
  readonly memoryLimitMiB?: number;
  /** Where its log goes. @default a log group of its own */
  readonly logging?: LogDriver;
}

/** A Fargate task whose containers are hardened alike. Its execution role gets what the containers need, no more. */
export class LabTask extends FargateTaskDefinition {
  private readonly imageTags: ImageTags;
  private readonly volumeNames = new Set<string>();

  constructor(scope: Construct, id: string, props: LabTaskProps) {
    super(scope, id, {
      family: `${Stack.of(scope).stackName}-${props.name}`,
      cpu: props.cpu,
      memoryLimitMiB: props.memoryLimitMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      ...(props.faultInjection && { enableFaultInjection: true }),
      ...(props.sharedProcesses && { pidMode: PidMode.TASK }),
    });
    this.imageTags = props.imageTags;
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-ECS2',
        reason: 'The environment holds ports, log levels and DNS names; the one password comes from Secrets Manager.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'ecr:GetAuthorizationToken has no resource to name; every other statement of the role names its own.',
      },
    );
  }

  /** Adds the container of one of the lab's images, under the image's name. */
  addLabContainer(image: ImageName, props: LabContainerProps): ContainerDefinition {
    const repository = Repository.fromRepositoryName(this, `Repository-${image}`, IMAGES[image].repository);
    return this.addHardened(image, ContainerImage.fromEcrRepository(repository, this.imageTags[image]), props);
  }

  /** Adds a container of an image that others build. */
  addPublicContainer(name: string, image: PublicImage, props: LabContainerProps): ContainerDefinition {
    return this.addHardened(
      name,
      ContainerImage.fromRegistry(`${image.registry}/${image.repository}:${image.tag}`),
      props,
    );
  }

  private addHardened(id: string, image: ContainerImage, props: LabContainerProps): ContainerDefinition {
    const essential = props.essential ?? !props.init;
    const container = this.addContainer(id, {
      image,
      portMappings: props.port === undefined ? undefined : [{ containerPort: props.port }],
      entryPoint: props.entryPoint && [...props.entryPoint],
      user: props.user,
      environment: props.environment,
      secrets: props.secrets,
      healthCheck: props.healthCheck,
      essential,
      memoryReservationMiB: props.memoryReservationMiB,
      memoryLimitMiB: props.memoryLimitMiB,
      enableRestartPolicy: essential || props.init ? undefined : true,
      stopTimeout: Duration.seconds(30),
      readonlyRootFilesystem: !props.writableRoot,
      linuxParameters: new LinuxParameters(this, `Linux-${id}`, { initProcessEnabled: true }),
      logging: props.logging ?? this.awsLogs(id),
    });
    for (const [name, containerPath] of Object.entries(props.volumes ?? {})) {
      // Containers that name the same volume share it.
      if (!this.volumeNames.has(name)) this.addVolume({ name });
      this.volumeNames.add(name);
      container.addMountPoints({ sourceVolume: name, containerPath, readOnly: false });
    }
    return container;
  }

  /** The log of a container in a log group of its own. */
  awsLogs(container: string): LogDriver {
    return LogDriver.awsLogs({ logGroup: this.logGroup(container), streamPrefix: container });
  }

  private logGroup(container: string): LogGroup {
    return new LogGroup(this, `Logs-${container}`, {
      logGroupName: `/${Stack.of(this).stackName}/${container}`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
