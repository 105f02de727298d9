'use strict';
// Before anything of another machine is started: a copy of `lab bundle` has programs of one platform in it.
var fs = require('node:fs');
var path = require('node:path');

/** Why the copy in `root` cannot run on this machine; undefined when it can, or when it is none. */
function wrongMachine(root, machine) {
  var copy;
  try {
    copy = JSON.parse(fs.readFileSync(path.join(root, '.lab', 'offline-copy.json'), 'utf8'));
  } catch {
    return undefined;
  }
  if (copy.platform === machine.platform && copy.arch === machine.arch) return undefined;
  return (
    'this folder is an offline copy for ' +
    copy.platform +
    ' ' +
    copy.arch +
    ', and this machine is ' +
    machine.platform +
    ' ' +
    machine.arch +
    '; take a copy that "npx lab bundle" made on such a machine, or, with a network, run "rm .lab/offline-copy.json && npm ci"'
  );
}

module.exports = { wrongMachine: wrongMachine };
