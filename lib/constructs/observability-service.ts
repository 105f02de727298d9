import { Duration } from 'aws-cdk-lib';
import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { ImageTags } from '../model/images';
import { APP_SERVICE, OBSERVABILITY_SERVICE, PORTS } from '../model/names';
import { GrafanaPassword } from './grafana-password';
import { LabService } from './lab-service';
import { LabTask } from './lab-task';

export interface ObservabilityServiceProps {
  readonly cluster: ICluster;
  readonly imageTags: ImageTags;
  /** The Cloud Map namespace in which Prometheus and the prober look for the app. */
  readonly namespace: string;
  /** The IPv4 networks that may open the tools from outside. */
  readonly allowedCidrs: readonly string[];
}

/** Prometheus, Grafana and the prober in one task, joined by localhost. Its history goes with the task. */
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
    task.addLabContainer('prometheus', {
      port: PORTS.prometheus,
      user: '65534:65534',
      environment: { LAB_NAMESPACE: props.namespace },
      volumes: { 'prometheus-data': '/prometheus' },
      healthCheck: {
        // promtool is in every Prometheus image and package, wget is not; 2.42 does not know "check healthy" yet.
        command: ['CMD', 'promtool', 'query', 'instant', `http://localhost:${PORTS.prometheus}`, 'vector(1)'],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(30),
      },
    });
    const password = new GrafanaPassword(this, 'GrafanaPassword');
    task.addLabContainer('grafana', {
      port: PORTS.grafana,
      user: '472:0',
      secrets: { GF_SECURITY_ADMIN_PASSWORD: ContainerSecret.fromSecretsManager(password) },
      volumes: { 'grafana-data': '/var/lib/grafana' },
      essential: false,
    });
    task.addLabContainer('prober', {
      // node
      user: '1000:1000',
      environment: { PROBE_TARGET: `http://${APP_SERVICE}.${props.namespace}:${PORTS.app}/` },
      essential: false,
    });
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
