import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Peer, Port, type Connections, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret, type FargateService, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { ImageTags } from '../model/images';
import type { DatabaseSettings } from '../model/context/database';
import { APP_SERVICE, PORTS } from '../model/names';
import { databaseAccess } from './app-database';
import { ChaosToken } from './chaos-token';
import { addSsmAgent } from './fis/ssm-agent';
import { LabService, type Scaling } from './lab-service';
import { LabTask } from './lab-task';
import { addLogRouter, lokiLogs } from './log-router';
import type { ManagedDatabase } from './managed-database';

export interface AppServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The IPv4 networks that may call the API from outside. */
  readonly allowedCidrs: readonly string[];
  /** Where the app keeps its users. @default in its memory */
  readonly database?: DatabaseSettings | undefined;
  /** The Cloud Map namespace in which Loki takes the app's log. @default the log goes to CloudWatch */
  readonly lokiNamespace?: string | undefined;
  /** A database of the stack's own, in the place of `database`. @default none */
  readonly managedDatabase?: ManagedDatabase | undefined;
  /** Whether faults need a generated token. @default false */
  readonly chaosToken?: boolean;
  /** Whether the Fault Injection Service may disturb the tasks' network. @default false */
  readonly faultInjection?: boolean;
  /** @default one task with a public address */
  readonly production?: AppInProduction | undefined;
}

/** What the app has in private subnets. */
export interface AppInProduction {
  readonly scaling: Scaling;
  readonly rollbackAlarm: IAlarm;
}

/** The unstable API. */
export class AppService extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly service: FargateService;
  /** What its faults ask for; undefined where they ask for nothing. */
  readonly chaosToken: ChaosToken | undefined;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    super(scope, id);
    const loki = props.lokiNamespace;
    const task = new LabTask(this, 'Task', {
      name: 'app',
      cpu: 256,
      // Beside the app: a log router, or the agent of FIS, which installs its tools when it starts. Fargate has nothing between.
      memoryLimitMiB: loki === undefined && !props.faultInjection ? 512 : 1024,
      imageTags: props.imageTags,
      // The app asks for the faults of its own network (docs/faults.md), and FIS' actions do so through the same endpoints.
      faultInjection: true,
      sharedProcesses: props.faultInjection ?? false,
    });
    const access = props.managedDatabase?.access ?? databaseAccess(this, task, props.database);
    this.chaosToken = props.chaosToken ? new ChaosToken(this, 'ChaosToken') : undefined;
    const token = this.chaosToken && ContainerSecret.fromSecretsManager(this.chaosToken);
    if (loki !== undefined) addLogRouter(task);
    const container = task.addLabContainer('app', {
      // As much as the app has without a router: what the alerts on its memory count with.
      ...(loki !== undefined && { memoryLimitMiB: 512, logging: lokiLogs(loki) }),
      port: PORTS.app,
      user: '1000:1000',
      environment: {
        PORT: String(PORTS.app),
        LOG_LEVEL: 'info',
        // As long as a resolver may keep the address, and well below the 30 s until SIGKILL.
        SHUTDOWN_DELAY_SECONDS: '10',
        ...access?.environment,
      },
      secrets: { ...access?.secrets, ...(token && { CHAOS_TOKEN: token }) },
      healthCheck: {
        command: ['CMD', 'node', 'healthcheck.js'],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(10),
      },
    });
    access?.attach(container);
    if (props.faultInjection) addSsmAgent(this, task);
    const { service, connections } = new LabService(this, 'Service', {
      cluster: props.cluster,
      serviceName: APP_SERVICE,
      taskDefinition: task,
      // The replacement is healthy before the old task goes.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      ports: [PORTS.app],
      // In private subnets, the load balancer is the way in.
      allowedCidrs: props.production ? [] : props.allowedCidrs,
      isPrivate: props.production !== undefined,
      ...props.production,
    });
    this.service = service;
    this.connections = connections;
    props.managedDatabase?.allowFrom(this);
    if (props.database?.kind === 'external') {
      this.connections.allowTo(Peer.anyIpv4(), Port.tcp(PORTS.postgres), 'the database, whose address is in a secret');
    }
  }

  /** Lets `scraper` read the metrics. */
  allowScrapesFrom(scraper: IConnectable): void {
    this.connections.allowFrom(scraper, Port.tcp(PORTS.app), 'Prometheus scrapes the app');
  }
}
