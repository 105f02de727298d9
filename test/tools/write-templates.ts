import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { imageTags } from '../../lib/model/images';
import { readLabContext } from '../../lib/model/lab-context';
import { findProjectRoot } from '../../lib/model/project-root';
import { SreSloLabStack } from '../../lib/stacks/sre-slo-lab-stack';
import { PROFILES } from '../_fixtures/profiles';

/** Writes the template of every form of the lab, open to a class, into the folder that is named: for template linters. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('write-templates <folder>');
const root = findProjectRoot(__dirname);
const { context: flags }: { context: Record<string, unknown> } = JSON.parse(
  readFileSync(join(root, 'cdk.json'), 'utf8'),
);
const tags = imageTags(root);
mkdirSync(folder, { recursive: true });
const assemblies = mkdtempSync(join(tmpdir(), 'lab-assemblies-'));
for (const given of PROFILES) {
  const app = new App({ context: flags, outdir: mkdtempSync(join(assemblies, 'app-')) });
  const settings = readLabContext({ allowedCidr: '203.0.113.7/32', ...given });
  const { stackName } = new SreSloLabStack(app, { ...settings, imageTags: tags });
  const name = Object.entries(given)
    .map(([key, value]) => `${key}-${value.split(':')[0]}`)
    .join('_');
  const { template } = app.synth().getStackByName(stackName);
  writeFileSync(join(folder, `${name || 'classroom'}.template.json`), JSON.stringify(template, undefined, 1));
}
rmSync(assemblies, { recursive: true });
