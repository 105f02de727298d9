import { App, Stage } from 'aws-cdk-lib';
import { LabError } from '../lib/model/errors';
import { imageTags } from '../lib/model/images';
import { readLabContexts } from '../lib/model/context/labs';
import { findProjectRoot } from '../lib/model/project-root';
import { ImagesStack } from '../lib/stacks/images-stack';
import { NetworkStack } from '../lib/stacks/network-stack';
import { SreSloLabStack } from '../lib/stacks/sre-slo-lab-stack';

try {
  // Synthesized below: after an error, nothing may be left for the CLI to deploy.
  const app = new App({ autoSynth: false });
  const tags = imageTags(findProjectRoot(__dirname));
  const labs = readLabContexts(app.node.getAllContext());
  for (const settings of labs) new SreSloLabStack(app, { ...settings, imageTags: tags });
  // Inside stages, so that a bare `cdk deploy`, `diff` or `destroy` means the lab alone.
  new ImagesStack(new Stage(app, 'Images'));
  if (labs.some(({ network }) => network === 'shared')) {
    new NetworkStack(new Stage(app, 'Network'), { flowLogs: labs.some(({ flowLogs }) => flowLogs) });
  }
  app.synth();
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
