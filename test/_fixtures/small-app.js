'use strict';
/** A CDK app for tests of the CDK CLI: log groups in a stack of the default synthesizer, shaped by context. */
const { App, CfnOutput, CfnResource, RemovalPolicy, Stack } = require('aws-cdk-lib');
const { CfnLogGroup } = require('aws-cdk-lib/aws-logs');

const app = new App();
const context = (name, otherwise) => app.node.tryGetContext(name) ?? otherwise;
const stack = new Stack(app, context('stack', 'Small'));
const logs = new CfnLogGroup(stack, 'Logs', {
  logGroupName: context('name', 'small'),
  retentionInDays: Number(context('days', 7)),
});
logs.applyRemovalPolicy(RemovalPolicy.DESTROY);
new CfnOutput(stack, 'Arn', { value: logs.attrArn });
// 6 days is no retention that CloudWatch Logs knows: this one fails when it is made.
if (context('bad')) {
  new CfnLogGroup(stack, 'Bad', { logGroupName: 'bad', retentionInDays: 6 }).addResourceDependency(logs);
}
if (context('padding')) {
  for (let i = 0; i < Number(context('padding')); i += 1) {
    new CfnResource(stack, `Padding${i}`, {
      type: 'AWS::Logs::LogGroup',
      properties: { LogGroupName: `${'p'.repeat(200)}${i}` },
    });
  }
}
app.synth();
