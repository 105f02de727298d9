import { CfnOutput, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AppService } from '../constructs/app-service';
import { LabCluster } from '../constructs/lab-cluster';
import { LabExpiry } from '../constructs/lab-expiry';
import { LabOwner } from '../constructs/lab-owner';
import { Network } from '../constructs/network';
import { ObservabilityService } from '../constructs/observability-service';
import { sharedVpc } from '../constructs/shared-vpc';
import type { ImageTags } from '../model/images';
import type { LabSettings } from '../model/lab-context';

export interface SreSloLabStackProps extends LabSettings {
  /** The content hash of each image. */
  readonly imageTags: ImageTags;
  /** Whether the lab ends by itself. @default true, at the time of its parameter `ExpiresAt` */
  readonly endsByItself?: boolean;
}

/** The whole lab: one thing to deploy, one to destroy. It fits into a request, so no account needs `cdk bootstrap`. */
export class SreSloLabStack extends Stack {
  constructor(scope: Construct, props: SreSloLabStackProps) {
    const { lab, imageTags, allowedCidrs, database } = props;
    super(scope, lab.stackName, {
      description: 'SRE SLO Lab: an unstable API on ECS Fargate, watched by Prometheus and Grafana',
      synthesizer: new LegacyStackSynthesizer(),
      tags: { project: 'sre-slo-lab', lab: lab.stackName },
    });
    const vpc = props.network === 'shared' ? sharedVpc(this, 'Network') : new Network(this, 'Network').vpc;
    const { cluster } = new LabCluster(this, 'Cluster', { vpc, lab });
    const app = new AppService(this, 'App', { cluster, imageTags, allowedCidrs, database });
    const observability = new ObservabilityService(this, 'Observability', {
      cluster,
      imageTags,
      namespace: lab.namespace,
      allowedCidrs,
    });
    app.allowScrapesFrom(observability);
    new LabOwner(this, 'Owner');
    if (props.endsByItself ?? true) {
      const services = { App: app.service, Observability: observability.service };
      const { expiresAt } = new LabExpiry(this, 'Expiry', { cluster, services });
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
          : 'closed; to open it: cdk deploy -c allowedCidr=<your address>/32',
    });
  }
}
