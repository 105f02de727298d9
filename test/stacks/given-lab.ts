import type { Stage } from 'aws-cdk-lib';
import { readLabContext } from '../../lib/model/lab-context';
import { SreSloLabStack } from '../../lib/stacks/sre-slo-lab-stack';
import { givenApp, IMAGE_TAGS } from '../constructs/given-stack';

/** The lab's stack, as `cdk synth -c key=value …` makes it. */
export function givenLab(context: Record<string, unknown> = {}, scope: Stage = givenApp()): SreSloLabStack {
  return new SreSloLabStack(scope, { ...readLabContext(context), imageTags: IMAGE_TAGS });
}
