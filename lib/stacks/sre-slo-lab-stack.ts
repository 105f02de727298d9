import { CfnOutput, DefaultStackSynthesizer, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { AppService } from '../constructs/app-service';
import { BurnRateAlarm } from '../constructs/burn-rate-alarm';
import { FaultExperiments } from '../constructs/fis/fault-experiments';
import { LabCluster } from '../constructs/lab-cluster';
import { LabExpiry } from '../constructs/lab-expiry';
import { LoadBalancer } from '../constructs/load-balancer';
import { ManagedDatabase } from '../constructs/managed-database';
import { Network } from '../constructs/network';
import { ObservabilityService } from '../constructs/observability-service';
import { PrivateNetwork } from '../constructs/private-network';
import { sharedVpc } from '../constructs/shared-vpc';
import type { ImageTags } from '../model/images';
import type { LabSettings } from '../model/lab-context';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../model/names';

export interface SreSloLabStackProps extends LabSettings {
  /** The content hash of each image. */
  readonly imageTags: ImageTags;
}

const SCALING = { minTasks: 2, maxTasks: 10, cpuPercent: 70, memoryPercent: 80 };

/**
 * The whole lab: one thing to deploy, one to destroy. The classroom's template fits into a request, so that no account
 * needs `cdk bootstrap`; production's, and one with experiments, is put into the bucket of a bootstrapped one.
 */
export class SreSloLabStack extends Stack {
  constructor(scope: Construct, props: SreSloLabStackProps) {
    const { lab, imageTags, allowedCidrs, database, profile, chaosToken, fis, history, alerts, logs, console } = props;
    const isPrivate = profile.kind === 'production';
    super(scope, lab.stackName, {
      description: 'SRE SLO Lab: an unstable API on ECS Fargate, watched by Prometheus and Grafana',
      synthesizer: isPrivate || fis ? new DefaultStackSynthesizer() : new LegacyStackSynthesizer(),
      terminationProtection: isPrivate,
      tags: { project: 'sre-slo-lab', lab: lab.stackName, owner: props.owner },
    });
    const vpc = this.vpcOf(props);
    const { cluster } = new LabCluster(this, 'Cluster', { vpc, lab });
    const burnRate = isPrivate || fis ? new BurnRateAlarm(this, 'BurnRate', { lab }) : undefined;
    const app = new AppService(this, 'App', {
      cluster,
      imageTags,
      allowedCidrs,
      database,
      lokiNamespace: logs === 'loki' ? lab.namespace : undefined,
      chaosToken,
      faultInjection: fis,
      ...(isPrivate && {
        managedDatabase: new ManagedDatabase(this, 'Database', { vpc }),
        production: { scaling: SCALING, rollbackAlarm: burnRate!.burning },
      }),
    });
    const observability = new ObservabilityService(this, 'Observability', {
      cluster,
      imageTags,
      namespace: lab.namespace,
      allowedCidrs,
      alerts,
      logs,
      console,
      chaosToken: app.chaosToken,
      isPrivate,
      publishAs: burnRate && lab.stackName,
      history,
    });
    app.allowScrapesFrom(observability);
    if (logs === 'loki') observability.allowLogsFrom(app);
    if (isPrivate) {
      const entrance = new LoadBalancer(this, 'Entrance', { vpc, allowedCidrs, ...profile });
      entrance.leadToApp(app.service);
      entrance.leadToConsole(observability.service);
    }
    if (fis)
      new FaultExperiments(this, 'Experiments', {
        clusterName: lab.stackName,
        service: app.service,
        burnRate: burnRate!,
      });
    // Nobody puts production to sleep by a clock.
    if (!isPrivate) {
      const services = {
        App: { name: APP_SERVICE, service: app.service },
        Observability: { name: OBSERVABILITY_SERVICE, service: observability.service },
      };
      const { expiresAt } = new LabExpiry(this, 'Expiry', { clusterName: lab.stackName, services });
      new CfnOutput(this, 'Ends', {
        description: 'When the lab ends by itself, in UTC; "npx lab extend" sets another time',
        value: expiresAt,
      });
    }

    new CfnOutput(this, 'Access', {
      description: 'Who can reach the lab from outside',
      value:
        allowedCidrs.length > 0
          ? `open to ${allowedCidrs.join(', ')}`
          : 'closed; to open it: npx lab allow-me, or cdk deploy -c allowedCidr=<your address>/32',
    });
  }

  private vpcOf({ network, profile, flowLogs }: LabSettings): IVpc {
    if (network === 'shared') return sharedVpc(this, 'Network');
    const Kind = profile.kind === 'production' ? PrivateNetwork : Network;
    return new Kind(this, 'Network', { flowLogs }).vpc;
  }
}
