import { Duration } from 'aws-cdk-lib';
import { Port, type Connections, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { ImageTags } from '../model/images';
import { APP_SERVICE, PORTS } from '../model/names';
import { LabService } from './lab-service';
import { LabTask } from './lab-task';

export interface AppServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The IPv4 networks that may call the API from outside. */
  readonly allowedCidrs: readonly string[];
}

/** The unstable API. */
export class AppService extends Construct implements IConnectable {
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    super(scope, id);
    const task = new LabTask(this, 'Task', {
      name: 'app',
      cpu: 256,
      memoryLimitMiB: 512,
      imageTags: props.imageTags,
    });
    task.addLabContainer('app', {
      port: PORTS.app,
      user: '1000:1000',
      environment: {
        PORT: String(PORTS.app),
        LOG_LEVEL: 'info',
        // As long as a resolver may keep the address, and well below the 30 s until SIGKILL.
        SHUTDOWN_DELAY_SECONDS: '10',
      },
      healthCheck: {
        command: ['CMD', 'node', 'healthcheck.js'],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(10),
      },
    });
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
  }

  /** Lets `scraper` read the metrics. */
  allowScrapesFrom(scraper: IConnectable): void {
    this.connections.allowFrom(scraper, Port.tcp(PORTS.app), 'Prometheus scrapes the app');
  }
}
