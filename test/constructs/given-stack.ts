import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { LabCluster } from '../../lib/constructs/lab-cluster';
import { Network } from '../../lib/constructs/network';
import { IMAGE_NAMES, type ImageTags } from '../../lib/model/images';
import { labOf } from '../../lib/model/lab';

// The CDK's template validator takes 2 s a synth: it runs once, in the test of the whole stack.
process.env.CDK_VALIDATION = 'false';

/** `aaaaaaaaaaaa` for the first image, and so on. */
export const IMAGE_TAGS = Object.fromEntries(
  IMAGE_NAMES.map((name, index) => [name, String.fromCodePoint('a'.codePointAt(0)! + index).repeat(12)]),
) as ImageTags;

/** What the apps of a test file are synthesized into. */
const assemblies = mkdtempSync(join(tmpdir(), 'lab-assemblies-'));
afterAll(() => rmSync(assemblies, { recursive: true, force: true }));

/** An app with the flags of cdk.json, which `new App()` alone does not read, and which leaves no folder behind. */
export function givenApp(): App {
  return new App({ context, outdir: mkdtempSync(join(assemblies, 'app-')) });
}

/** An empty stack to put one construct into. */
export function givenStack(): Stack {
  return new Stack(givenApp(), 'Test', { synthesizer: new LegacyStackSynthesizer() });
}

/** A stack with what a service runs in. */
export function givenCluster() {
  const stack = givenStack();
  const { vpc } = new Network(stack, 'Network');
  return { stack, vpc, cluster: new LabCluster(stack, 'Cluster', { vpc, lab: labOf() }).cluster };
}
