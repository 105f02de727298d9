import { Duration } from 'aws-cdk-lib';
import { Peer, Port, type Connections, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { ImageTags } from '../model/images';
import type { DatabaseSettings } from '../model/lab-context';
import { APP_SERVICE, PORTS } from '../model/names';
import { databaseAccess } from './app-database';
import { addLogRouter, lokiLogs } from './log-router';
import { LabService } from './lab-service';
import { LabTask } from './lab-task';

export interface AppServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The IPv4 networks that may call the API from outside. */
  readonly allowedCidrs: readonly string[];
  /** Where the app keeps its users. @default in its memory */
  readonly database?: DatabaseSettings | undefined;
  /** The Cloud Map namespace in which Loki takes the app's log. @default the log goes to CloudWatch */
  readonly lokiNamespace?: string | undefined;
}

/** The unstable API. */
export class AppService extends Construct implements IConnectable {
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    super(scope, id);
    const loki = props.lokiNamespace;
    const task = new LabTask(this, 'Task', {
      name: 'app',
      cpu: 256,
      // The log router has memory beside the app's; Fargate has nothing between.
      memoryLimitMiB: loki === undefined ? 512 : 1024,
      imageTags: props.imageTags,
    });
    const access = databaseAccess(this, task, props.database);
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
      secrets: access?.secrets ?? {},
      healthCheck: {
        command: ['CMD', 'node', 'healthcheck.js'],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(10),
      },
    });
    access?.attach(container);
    const service = new LabService(this, 'Service', {
      cluster: props.cluster,
      serviceName: APP_SERVICE,
      taskDefinition: task,
      // The replacement is healthy before the old task goes.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      ports: [PORTS.app],
      allowedCidrs: props.allowedCidrs,
    });
    this.connections = service.connections;
    if (props.database?.kind === 'external') {
      this.connections.allowTo(Peer.anyIpv4(), Port.tcp(PORTS.postgres), 'the database, whose address is in a secret');
    }
  }

  /** Lets `scraper` read the metrics. */
  allowScrapesFrom(scraper: IConnectable): void {
    this.connections.allowFrom(scraper, Port.tcp(PORTS.app), 'Prometheus scrapes the app');
  }
}
