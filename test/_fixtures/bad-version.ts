import { App } from 'aws-cdk-lib';
import type { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { imageTags } from '../../lib/model/images';
import { readLabContext } from '../../lib/model/lab-context';
import { findProjectRoot } from '../../lib/model/project-root';
import { SreSloLabStack } from '../../lib/stacks/sre-slo-lab-stack';

/**
 * A CDK app for `cdk deploy --app "node dist/test/_fixtures/bad-version.js <version>"`: the lab's own stack with a
 * version of the API that cannot start, or with a good change.
 */
const OVERRIDES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'bad-tag': {},
  crash: { Command: ['node', '-e', 'console.error("cannot read the settings"); process.exit(3)'] },
  unhealthy: { HealthCheck: { Command: ['CMD', 'false'], Interval: 5, Timeout: 2, Retries: 1, StartPeriod: 0 } },
  good: { 'Environment.1': { Name: 'LOG_LEVEL', Value: 'warn' } },
};

const version = process.argv[2] ?? '';
const overrides = OVERRIDES[version];
if (!overrides) throw new Error(`no version "${version}"; there are ${Object.keys(OVERRIDES).join(', ')}`);

const app = new App();
const tags = imageTags(findProjectRoot(__dirname));
const stack = new SreSloLabStack(app, {
  ...readLabContext(app.node.getAllContext()),
  imageTags: version === 'bad-tag' ? { ...tags, app: 'no-such-tag' } : tags,
});
const definition = stack.node.findChild('App').node.findChild('Task').node.defaultChild as CfnTaskDefinition;
for (const [path, value] of Object.entries(overrides)) {
  definition.addPropertyOverride(`ContainerDefinitions.0.${path}`, value);
}
app.synth();
