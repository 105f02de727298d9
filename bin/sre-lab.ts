import { App, Stage } from 'aws-cdk-lib';
import { LabError } from '../lib/model/errors';
import { imageTags } from '../lib/model/images';
import { readLabContext } from '../lib/model/lab-context';
import { findProjectRoot } from '../lib/model/project-root';
import { ImagesStack } from '../lib/stacks/images-stack';
import { SreSloLabStack } from '../lib/stacks/sre-slo-lab-stack';

try {
  // Synthesized below: after an error, nothing may be left for the CLI to deploy.
  const app = new App({ autoSynth: false });
  const settings = readLabContext(app.node.getAllContext());
  new SreSloLabStack(app, { ...settings, imageTags: imageTags(findProjectRoot(__dirname)) });
  // Inside a stage, so that a bare `cdk deploy`, `diff` or `destroy` means the lab alone.
  new ImagesStack(new Stage(app, 'Images'));
  app.synth();
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
