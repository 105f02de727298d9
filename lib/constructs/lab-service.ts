import { Duration } from 'aws-cdk-lib';
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
}

/** One task of the lab, kept running by ECS, found through Cloud Map, closed unless somebody is let in. */
export class LabService extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly service: FargateService;

  constructor(scope: Construct, id: string, props: LabServiceProps) {
    super(scope, id);
    const securityGroup = this.securityGroup(props);
    const service = new FargateService(this, 'Service', {
      cluster: props.cluster,
      serviceName: props.serviceName,
      taskDefinition: props.taskDefinition,
      desiredCount: 1,
      minHealthyPercent: props.minHealthyPercent,
      maxHealthyPercent: props.maxHealthyPercent,
      circuitBreaker: { enable: true, rollback: true },
      // Without a NAT gateway, the public address is the only way to the image.
      assignPublicIp: true,
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
    service.node.addDependency(
      props.taskDefinition.obtainExecutionRole(),
      ...props.cluster.vpc.publicSubnets.map((subnet) => subnet.internetConnectivityEstablished),
    );
    this.connections = service.connections;
    this.service = service;
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
