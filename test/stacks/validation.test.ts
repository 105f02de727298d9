import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage, Validations, type App } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Network } from '../../lib/constructs/network';
import { ImagesStack } from '../../lib/stacks/images-stack';
import type { SreSloLabStack } from '../../lib/stacks/sre-slo-lab-stack';
import { givenApp } from '../constructs/given-stack';
import { givenLab } from './given-lab';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';

// The checks are slow: a loaded machine may need longer than Jest's 5 s.
jest.setTimeout(60_000);

describe("cdk-nag's AwsSolutions and the CDK's own template checks", () => {
  // The other tests turn them off, for speed.
  const before = process.env.CDK_VALIDATION;
  beforeAll(() => delete process.env.CDK_VALIDATION);
  afterAll(() => {
    process.env.CDK_VALIDATION = before;
  });

  test.each<Record<string, string>>([
    {},
    { database: 'sidecar' },
    { databaseSecret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf' },
    { chaosToken: 'true', flowLogs: 'true' },
    { fis: 'true' },
    { profile: 'production', certificateArn: CERTIFICATE },
    { profile: 'production', certificateArn: 'none', fis: 'true', flowLogs: 'false', chaosToken: 'false' },
  ])('find nothing unexplained in a lab that is open to a class, with %j, nor in the images', (context) => {
    const { app } = givenCheckedApp(context);
    expect(findings(app)).toEqual([]);
  });

  test('fail on a security group that is open to everybody', () => {
    const { app, stack } = givenCheckedApp();
    const { vpc } = new Network(stack, 'Elsewhere');
    const group = new SecurityGroup(stack, 'Open', { vpc });
    group.addIngressRule(Peer.anyIpv4(), Port.tcp(22));
    expect(() => app.synth()).toThrow('AwsSolutions-EC23');
  });
});

function givenCheckedApp(context: Readonly<Record<string, string>> = {}): { app: App; stack: SreSloLabStack } {
  const app = givenApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = givenLab({ allowedCidr: '203.0.113.7/32', ...context }, app);
  new ImagesStack(new Stage(app, 'Images'));
  return { app, stack };
}

/** Warnings do not stop a synth, but are in its report. */
function findings(app: App): unknown[] {
  const { directory } = app.synth();
  return JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports;
}
