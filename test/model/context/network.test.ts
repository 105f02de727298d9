import type { Profile } from '../../../lib/model/context/profile';
import { readNetwork } from '../../../lib/model/context/network';

const CLASSROOM = { kind: 'classroom' } as const;

describe('-c network', () => {
  test('is the own one unless it is said to be shared', () => {
    expect([undefined, 'own', 'shared'].map((value) => readNetwork(value, CLASSROOM))).toEqual([
      'own',
      'own',
      'shared',
    ]);
  });

  test('is never shared by production', () => {
    const profile = { kind: 'production', certificateArn: 'none' } as unknown as Profile;
    expect(() => readNetwork('shared', profile)).toThrow('production wants private ones');
  });

  test('fails for anything else, and says what is allowed', () => {
    expect(() => readNetwork('vpc-1', CLASSROOM)).toThrow(
      'network is "vpc-1"; allowed: own (the default), for a VPC that goes with the lab, or shared, for the one that many ' +
        "labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
    );
  });
});
