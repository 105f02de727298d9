import { readNetwork } from '../../../lib/model/context/network';

describe('-c network', () => {
  test('is the own one unless it is said to be shared', () => {
    expect([undefined, 'own', 'shared'].map(readNetwork)).toEqual(['own', 'own', 'shared']);
  });

  test('fails for anything else, and says what is allowed', () => {
    expect(() => readNetwork('vpc-1')).toThrow(
      'network is "vpc-1"; allowed: own (the default), for a VPC that goes with the lab, or shared, for the one that many ' +
        "labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
    );
  });
});
