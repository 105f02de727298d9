import { LabError } from '../errors';

/** A VPC of the lab's own, or the one of the stack SreSloLabNetwork, which many labs share. */
export type NetworkChoice = 'own' | 'shared';

/** Reads `-c network=…`; throws a LabError that says what is wrong with it. */
export function readNetwork(value: unknown): NetworkChoice {
  if (value === undefined || value === 'own') return 'own';
  if (value === 'shared') return 'shared';
  throw new LabError(
    'BadNetwork',
    `network is ${JSON.stringify(value)}; allowed: own (the default), for a VPC that goes with the lab, or shared, for the ` +
      "one that many labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
  );
}
