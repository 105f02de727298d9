import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { ImageTags } from '../model/images';
import { OBSERVABILITY_SERVICE, PORTS } from '../model/names';
import { LabService } from './lab-service';
import { LabTask } from './lab-task';
import { addConsole } from './observability/console';
import { addGrafana } from './observability/grafana';
import { addProber } from './observability/prober';
import { addPrometheus } from './observability/prometheus';

export interface ObservabilityServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The Cloud Map namespace in which Prometheus and the prober look for the app. */
  readonly namespace: string;
  /** The IPv4 networks that may open the tools from outside. */
  readonly allowedCidrs: readonly string[];
  /** Whether there is a console. */
  readonly console: boolean;
}

/** Prometheus, Grafana, the prober and the console in one task, joined by localhost. Its history goes with the task. */
export class ObservabilityService extends Construct implements IConnectable {
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: ObservabilityServiceProps) {
    super(scope, id);
    const task = new LabTask(this, 'Task', {
      name: 'observability',
      cpu: 512,
      memoryLimitMiB: 1024,
      imageTags: props.imageTags,
    });
    addPrometheus(task, props.namespace);
    addGrafana(this, task);
    addProber(task, props.namespace);
    if (props.console) addConsole(this, task, props);
    const service = new LabService(this, 'Service', {
      cluster: props.cluster,
      serviceName: OBSERVABILITY_SERVICE,
      taskDefinition: task,
      // Two Prometheus servers at once would each hold half of the story.
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      ports: [PORTS.prometheus, PORTS.grafana, PORTS.console],
      allowedCidrs: props.allowedCidrs,
    });
    this.connections = service.connections;
  }
}
