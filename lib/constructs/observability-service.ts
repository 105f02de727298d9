import { Port, type Connections, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { AlertSettings } from '../model/context/alerts';
import type { LogDestination } from '../model/context/logs';
import type { ImageTags } from '../model/images';
import { OBSERVABILITY_SERVICE, PORTS } from '../model/names';
import { LabService } from './lab-service';
import { LabTask } from './lab-task';
import { addAlertmanager, allowNotifications } from './observability/alertmanager';
import { addConsole } from './observability/console';
import { addGrafana } from './observability/grafana';
import { addHistory } from './observability/history';
import { addLoki } from './observability/loki';
import { addProber } from './observability/prober';
import { addPrometheus } from './observability/prometheus';
import { addPublisher } from './observability/publisher';

export interface ObservabilityServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The Cloud Map namespace in which Prometheus and the prober look for the app. */
  readonly namespace: string;
  /** The IPv4 networks that may open the tools from outside. */
  readonly allowedCidrs: readonly string[];
  /** Whether there is a console. @default true */
  readonly console?: boolean;
  /** What the app's faults ask for: the console sends it. @default they ask for nothing */
  readonly chaosToken?: ISecret | undefined;
  /** Whether its tasks have no public address. @default false */
  readonly isPrivate?: boolean;
  /** Publishes the burn rate to CloudWatch as the metric of this lab. @default nothing is published */
  readonly publishAs?: string | undefined;
  /** Whether Prometheus starts from a synthetic month. @default true */
  readonly history?: boolean;
  /** Where alerts go. @default nowhere: they are on Alertmanager's page and in its API */
  readonly alerts?: AlertSettings | undefined;
  /** With `loki`, Loki is here. @default awslogs */
  readonly logs?: LogDestination | undefined;
}

/** What watches the app, in one task, joined by localhost: Prometheus, Grafana, prober, Alertmanager, console. Its history goes with it. */
export class ObservabilityService extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly service: FargateService;

  constructor(scope: Construct, id: string, props: ObservabilityServiceProps) {
    super(scope, id);
    const task = new LabTask(this, 'Task', {
      name: 'observability',
      cpu: 512,
      // Fargate has nothing between.
      memoryLimitMiB: props.logs === 'loki' ? 2048 : 1024,
      imageTags: props.imageTags,
    });
    const prometheus = addPrometheus(task, props.namespace);
    if (props.history ?? true) addHistory(task, prometheus);
    addGrafana(this, task, props.logs);
    addProber(task, props.namespace);
    addAlertmanager(this, task, props.alerts);
    if (props.logs === 'loki') addLoki(task);
    if (props.console ?? true) addConsole(this, task, props);
    if (props.publishAs !== undefined) addPublisher(task, props.publishAs);
    const { service, connections } = new LabService(this, 'Service', {
      cluster: props.cluster,
      serviceName: OBSERVABILITY_SERVICE,
      taskDefinition: task,
      // Two Prometheus servers at once would each hold half of the story.
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      ports: [PORTS.prometheus, PORTS.grafana, PORTS.alertmanager, PORTS.console],
      allowedCidrs: props.isPrivate ? [] : props.allowedCidrs,
      isPrivate: props.isPrivate ?? false,
    });
    this.service = service;
    this.connections = connections;
    allowNotifications(this.connections, props.alerts);
  }

  /** Lets `sender` write to Loki. */
  allowLogsFrom(sender: IConnectable): void {
    this.connections.allowFrom(sender, Port.tcp(PORTS.loki), 'the log router writes to Loki');
  }
}
