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
import { PROFILES } from '../_fixtures/profiles';

// The checks are slow: a loaded machine may need longer than Jest's 5 s.
jest.setTimeout(60_000);

describe("cdk-nag's AwsSolutions and the CDK's own template checks", () => {
  // The other tests turn them off, for speed.
  const before = process.env.CDK_VALIDATION;
  beforeAll(() => delete process.env.CDK_VALIDATION);
  afterAll(() => {
    process.env.CDK_VALIDATION = before;
  });

  test('find nothing unexplained in any form of the lab, open to a class, nor in the images', () => {
    const app = givenCheckedApp();
    // In stages, so that one synth checks them all: the checks take seconds to start.
    PROFILES.forEach((context, index) => givenOpenLab(new Stage(app, `Form${index}`), context));
    new ImagesStack(new Stage(app, 'Images'));
    expect(findings(app)).toEqual([]);
  });

  test('see what is in a stage', () => {
    const app = givenCheckedApp();
    openToEverybody(givenOpenLab(new Stage(app, 'Form')));
    expect(() => app.synth()).toThrow('AwsSolutions-EC23');
  });

  test('fail on a security group that is open to everybody', () => {
    const app = givenCheckedApp();
    openToEverybody(givenOpenLab(app));
    expect(() => app.synth()).toThrow('AwsSolutions-EC23');
  });
});

function givenCheckedApp(): App {
  const app = givenApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

function givenOpenLab(scope: Stage, context: Readonly<Record<string, string>> = {}): SreSloLabStack {
  return givenLab({ allowedCidr: '203.0.113.7/32', ...context }, scope);
}

function openToEverybody(stack: SreSloLabStack): void {
  const { vpc } = new Network(stack, 'Elsewhere');
  new SecurityGroup(stack, 'Open', { vpc }).addIngressRule(Peer.anyIpv4(), Port.tcp(22));
}

/** Warnings do not stop a synth, but are in its report. */
function findings(app: App): unknown[] {
  const { directory } = app.synth();
  return JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports;
}
