import { CfnOutput, Duration, Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCertificate,
  ListenerCondition,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { PORTS } from '../model/names';

export interface LoadBalancerProps {
  readonly vpc: IVpc;
  /** The IPv4 networks that may ask; none: closed. */
  readonly allowedCidrs: readonly string[];
  /** @default plain HTTP on port 80 */
  readonly certificateArn?: string | undefined;
}

/** What the app has for Prometheus and for lessons: not for who comes from outside. */
const INSIDE_ONLY = ['/metrics*', '/chaos*', '/kill*', '/fail*'];
const CONSOLE_PATHS = ['/sre', '/sre/*'];

/** Low numbers first; the listener's default, the app, is last. */
const PRIORITY = { insideOnly: 10, console: 20 };

/** The one way in: `/sre/*` leads to the console, what is for inside only is not found, and all else is the app's. */
export class LoadBalancer extends Construct {
  private readonly app: ApplicationTargetGroup;
  private readonly console: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { vpc, certificateArn } = props;
    this.app = this.targetGroup(vpc, 'App', PORTS.app, '/health/readiness');
    this.console = this.targetGroup(vpc, 'Console', PORTS.console, '/sre/health');
    const loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: true,
      dropInvalidHeaderFields: true,
      securityGroup: this.securityGroup(props),
    });
    Validations.of(loadBalancer).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason:
        'The app logs each request as one line with status, duration and request id; access logs are that again, in a bucket.',
    });
    const listener = this.listener(loadBalancer, certificateArn);
    listener.addAction('InsideOnly', {
      priority: PRIORITY.insideOnly,
      conditions: [ListenerCondition.pathPatterns(INSIDE_ONLY)],
      action: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'not found' }),
    });
    listener.addAction('Console', {
      priority: PRIORITY.console,
      conditions: [ListenerCondition.pathPatterns(CONSOLE_PATHS)],
      action: ListenerAction.forward([this.console]),
    });
    new CfnOutput(this, 'Url', {
      description: 'The app, and the console below /sre',
      value: `${certificateArn ? 'https' : 'http'}://${loadBalancer.loadBalancerDnsName}`,
    });
  }

  /** Sends what is the app's to the tasks of `service`. */
  leadToApp(service: FargateService): void {
    this.app.addTarget(service.loadBalancerTarget({ containerName: 'app', containerPort: PORTS.app }));
  }

  /** Sends `/sre/*` to the tasks of `service`, when one of their containers is the console. */
  leadToConsole(service: FargateService): void {
    if (service.taskDefinition.findContainer('console') === undefined) return;
    this.console.addTarget(service.loadBalancerTarget({ containerName: 'console', containerPort: PORTS.console }));
  }

  private targetGroup(vpc: IVpc, id: string, port: number, healthPath: string): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, id, {
      vpc,
      targetType: TargetType.IP,
      protocol: ApplicationProtocol.HTTP,
      port,
      // The app goes on for 10 s after SIGTERM and then drains; ECS waits for this before it stops a task.
      deregistrationDelay: Duration.seconds(30),
      healthCheck: {
        path: healthPath,
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
  }

  private securityGroup({ vpc, allowedCidrs, certificateArn }: LoadBalancerProps): SecurityGroup {
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'The load balancer: closed but for the networks of allowedCidr',
      allowAllOutbound: false,
    });
    for (const cidr of allowedCidrs) {
      for (const port of certificateArn ? [443, 80] : [80]) {
        securityGroup.addIngressRule(Peer.ipv4(cidr), Port.tcp(port), `allowedCidr to port ${port}`);
      }
    }
    return securityGroup;
  }

  private listener(loadBalancer: ApplicationLoadBalancer, certificateArn: string | undefined): ApplicationListener {
    const toApp = ListenerAction.forward([this.app]);
    if (certificateArn === undefined) {
      return loadBalancer.addListener('Http', {
        port: 80,
        protocol: ApplicationProtocol.HTTP,
        open: false,
        defaultAction: toApp,
      });
    }
    loadBalancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
    return loadBalancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      open: false,
      certificates: [ListenerCertificate.fromArn(certificateArn)],
      sslPolicy: SslPolicy.RECOMMENDED_TLS,
      defaultAction: toApp,
    });
  }
}
