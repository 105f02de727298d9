'use strict';
/** `npm run test:e2e`, `npm run test:e2e -- levers alerts`: end-to-end tests in lanes; LANES says in how many. */
const { endToEnd } = require('./end-to-end');
const { testFiles } = require('./jest');
const { removeMountPoints } = require('./lane');
const { endWithTheUser } = require('./programs');
const { Tally } = require('./tally');
const { Workspace } = require('./workspace');

async function main() {
  const workspace = new Workspace();
  endWithTheUser(() => {
    removeMountPoints();
    workspace.remove();
  });
  const tally = new Tally();
  await require('../_helpers/global-setup')();
  await endToEnd(testFiles(['e2e', 'browser', 'docker'], process.argv.slice(2)), { tally, workspace });
  tally.check(workspace.nothingIsLeft());
  workspace.remove();
  tally.end();
}

void main();
