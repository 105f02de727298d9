#!/usr/bin/env node
'use strict';
// The door for every Node: an old one gets a sentence here, before anything modern is loaded.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    'lab: Node ' + process.versions.node + ' is too old; the lab needs Node 20.19 or newer (https://nodejs.org)',
  );
  process.exit(2);
}
var reason = require('./offline-copy.js').wrongMachine(require('node:path').join(__dirname, '..'), process);
if (reason !== undefined) {
  console.error('lab: ' + reason);
  process.exit(2);
}
require('../esbuild.config.js').buildApart();
require('../dist/bin/lab.js');
