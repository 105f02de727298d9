import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Peer, Port, SecurityGroup, type Connections, type IConnectable } from 'aws-cdk-lib/aws-ec2';
import { FargateService, PropagatedTagSource, type ICluster, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { DnsRecordType } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import { DNS_TTL_SECONDS } from '../model/names';

export interface LabServiceProps {
  /** Where the tasks run; its default namespace gets the service's name. */
  readonly cluster: ICluster;
  /** The name in ECS and in Cloud Map. */
  readonly serviceName: string;
  readonly taskDefinition: TaskDefinition;
  /** How many percent of the tasks a deployment keeps healthy. */
  readonly minHealthyPercent: number;
  /** How many percent of the tasks may exist during a deployment. */
  readonly maxHealthyPercent: number;
  /** The TCP ports that `allowedCidrs` may reach. */
  readonly ports: readonly number[];
  /** The IPv4 networks outside that may reach `ports`; none: closed. */
  readonly allowedCidrs: readonly string[];
  /** Whether its tasks have no public address, and a way out through NAT. @default false */
  readonly isPrivate?: boolean;
  /** How many tasks the load wants. @default one, whatever the load is */
  readonly scaling?: Scaling | undefined;
  /** In alarm during a deployment, it takes the deployment back. @default the circuit breaker alone */
  readonly rollbackAlarm?: IAlarm | undefined;
}

export interface Scaling {
  readonly minTasks: number;
  readonly maxTasks: number;
  /** The average of all tasks that more of them should bring back. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
}

/** A task of the lab, or several, kept running by ECS, found through Cloud Map, closed unless somebody is let in. */
export class LabService extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly service: FargateService;

  constructor(scope: Construct, id: string, props: LabServiceProps) {
    super(scope, id);
    const { cluster, isPrivate = false, scaling, rollbackAlarm } = props;
    const securityGroup = this.securityGroup(props);
    const subnets = isPrivate ? cluster.vpc.privateSubnets : cluster.vpc.publicSubnets;
    this.service = new FargateService(this, 'Service', {
      cluster,
      serviceName: props.serviceName,
      taskDefinition: props.taskDefinition,
      // With a number here, each deployment would undo what the load brought about.
      ...(!scaling && { desiredCount: 1 }),
      minHealthyPercent: props.minHealthyPercent,
      maxHealthyPercent: props.maxHealthyPercent,
      circuitBreaker: { enable: true, rollback: true },
      ...(rollbackAlarm && { deploymentAlarms: { alarmNames: [rollbackAlarm.alarmName] } }),
      // Without a NAT gateway, the public address is the only way to the image.
      assignPublicIp: !isPrivate,
      vpcSubnets: { subnets },
      securityGroups: [securityGroup],
      propagateTags: PropagatedTagSource.SERVICE,
      enableECSManagedTags: true,
      cloudMapOptions: {
        name: props.serviceName,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(DNS_TTL_SECONDS),
      },
    });
    // A task that starts before its role may pull, or before there is a way out, fails and counts for the circuit breaker.
    this.service.node.addDependency(
      props.taskDefinition.obtainExecutionRole(),
      ...subnets.map((subnet) => subnet.internetConnectivityEstablished),
    );
    this.connections = this.service.connections;
    if (scaling) this.scale(scaling);
  }

  private scale({ minTasks, maxTasks, cpuPercent, memoryPercent }: Scaling): void {
    const tasks = this.service.autoScaleTaskCount({ minCapacity: minTasks, maxCapacity: maxTasks });
    tasks.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: cpuPercent });
    tasks.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: memoryPercent });
  }

  private securityGroup(props: LabServiceProps): SecurityGroup {
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.cluster.vpc,
      description: `${props.serviceName}: closed but for the networks of allowedCidr`,
      allowAllOutbound: false,
    });
    // ECR, Logs and Secrets Manager have no fixed addresses. DNS needs no rule: security groups do not filter the VPC's resolver.
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS APIs: image, logs, secret');
    for (const cidr of props.allowedCidrs) {
      for (const port of props.ports) {
        securityGroup.addIngressRule(Peer.ipv4(cidr), Port.tcp(port), `the class to port ${port}`);
      }
    }
    return securityGroup;
  }
}
