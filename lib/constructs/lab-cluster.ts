import { Validations } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { NamespaceType } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import type { Lab } from '../model/lab';

export interface LabClusterProps {
  readonly vpc: IVpc;
  /** Gives the cluster and the namespace their names. */
  readonly lab: Lab;
}

/** The ECS cluster, and the private DNS namespace in which its services find each other. */
export class LabCluster extends Construct {
  readonly cluster: Cluster;

  constructor(scope: Construct, id: string, props: LabClusterProps) {
    super(scope, id);
    this.cluster = new Cluster(this, 'Cluster', {
      clusterName: props.lab.stackName,
      vpc: props.vpc,
      containerInsightsV2: ContainerInsights.DISABLED,
      defaultCloudMapNamespace: { name: props.lab.namespace, type: NamespaceType.DNS_PRIVATE },
    });
    Validations.of(this.cluster).acknowledge({
      id: 'AwsSolutions-ECS4',
      reason: 'Prometheus, inside the lab, is the monitoring; Container Insights would bill its metrics a second time.',
    });
  }
}
