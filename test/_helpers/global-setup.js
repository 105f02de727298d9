'use strict';
/** Tests start real processes (the CDK app, the network's agent): those run from dist/. */
module.exports = async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  await require('../../esbuild.config.js').build();
};
