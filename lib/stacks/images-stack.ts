import { LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ImageRepositories } from '../constructs/image-repositories';

/** The lab's images in ECR: deployed once an account and region, before the first lab, and outliving the labs. */
export class ImagesStack extends Stack {
  constructor(scope: Construct) {
    super(scope, 'Repositories', {
      stackName: 'SreSloLabImages',
      description: 'SRE SLO Lab: the container images of every lab in this account and region',
      synthesizer: new LegacyStackSynthesizer(),
      tags: { project: 'sre-slo-lab' },
    });
    new ImageRepositories(this, 'Images');
  }
}
