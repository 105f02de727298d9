'use strict';
/** Tests start real processes (the CDK app, the network's agent): those run from dist/. */
module.exports = async () => {
  require('../../esbuild.config.js').build();
};
