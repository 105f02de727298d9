import { LabError } from '../errors';
import type { Profile } from './profile';

/** A VPC of the lab's own, or the one of the stack SreSloLabNetwork, which many labs share. */
export type NetworkChoice = 'own' | 'shared';

/** Reads `-c network=…`; throws a LabError that says what is wrong with it. */
export function readNetwork(value: unknown, profile: Profile): NetworkChoice {
  if (value === undefined || value === 'own') return 'own';
  if (value === 'shared' && profile.kind === 'production') {
    throw new LabError(
      'SharedProduction',
      'network is "shared", whose subnets are public, and production wants private ones; leave -c network out, or -c profile',
    );
  }
  if (value === 'shared') return 'shared';
  throw new LabError(
    'BadNetwork',
    `network is ${JSON.stringify(value)}; allowed: own (the default), for a VPC that goes with the lab, or shared, for the ` +
      "one that many labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
  );
}
