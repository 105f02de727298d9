import { LabError } from '../errors';
import type { Profile } from './profile';

/** A VPC of the lab's own, or the one of the stack SreSloLabNetwork, which many labs share. */
export type NetworkChoice = 'own' | 'shared';

/** Reads `-c network=…`; throws a LabError that says what is wrong with it, beside the other settings. */
export function readNetwork(
  value: unknown,
  { profile, flowLogs }: { readonly profile: Profile; readonly flowLogs: boolean },
): NetworkChoice {
  if (value === undefined || value === 'own') return 'own';
  if (value === 'shared') {
    if (profile.kind === 'production') {
      throw new LabError('NoSharedNetwork', 'production has private subnets of its own; leave network=shared out');
    }
    if (flowLogs) {
      throw new LabError(
        'NoSharedNetwork',
        'flow logs are those of a network of its own; leave flowLogs or network=shared out',
      );
    }
    return 'shared';
  }
  throw new LabError(
    'BadNetwork',
    `network is ${JSON.stringify(value)}; allowed: own (the default), for a VPC that goes with the lab, or shared, for the ` +
      "one that many labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
  );
}
