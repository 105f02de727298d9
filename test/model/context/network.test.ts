import { readNetwork } from '../../../lib/model/context/network';

const CLASSROOM = { profile: { kind: 'classroom' }, flowLogs: false } as const;

describe('-c network', () => {
  test('is the own one unless it is said to be shared', () => {
    expect([undefined, 'own', 'shared'].map((value) => readNetwork(value, CLASSROOM))).toEqual([
      'own',
      'own',
      'shared',
    ]);
  });

  test('fails for anything else, and says what is allowed', () => {
    expect(() => readNetwork('vpc-1', CLASSROOM)).toThrow(
      'network is "vpc-1"; allowed: own (the default), for a VPC that goes with the lab, or shared, for the one that many ' +
        "labs join (deploy that first: npx cdk deploy -c network=shared 'Network/*')",
    );
  });

  test('fails where a shared one cannot be what was asked for', () => {
    expect(() => readNetwork('shared', { ...CLASSROOM, flowLogs: true })).toThrow(
      'flow logs are those of a network of its own; leave flowLogs or network=shared out',
    );
    expect(() =>
      readNetwork('shared', { profile: { kind: 'production', certificateArn: undefined }, flowLogs: false }),
    ).toThrow('production has private subnets of its own; leave network=shared out');
  });
});
