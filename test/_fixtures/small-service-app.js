'use strict';
/** A CDK app for tests of the CDK CLI: one ECS service, whose container's environment comes from context or a file. */
const { existsSync, readFileSync } = require('node:fs');
const { App, CfnOutput, LegacyStackSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnSubnet, CfnVPC } = require('aws-cdk-lib/aws-ec2');
const { CfnCluster, CfnService, CfnTaskDefinition } = require('aws-cdk-lib/aws-ecs');

const app = new App();
const context = (name, otherwise) => app.node.tryGetContext(name) ?? otherwise;
/** In the working folder, which is the test's. */
const MARK_FILE = 'mark.watched';
const mark = existsSync(MARK_FILE) ? readFileSync(MARK_FILE, 'utf8') : context('mark', 'first');
const stack = new Stack(app, 'Small', { synthesizer: new LegacyStackSynthesizer() });
const vpc = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = new CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref, cidrBlock: '10.0.0.0/24' });
const cluster = new CfnCluster(stack, 'Cluster', { clusterName: 'small' });
const definition = new CfnTaskDefinition(stack, 'Definition', {
  family: 'small',
  cpu: '256',
  memory: '512',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [
    { name: 'web', image: context('image', 'web:1'), environment: [{ name: 'MARK', value: mark }] },
  ],
});
const service = new CfnService(stack, 'Service', {
  cluster: cluster.ref,
  serviceName: 'web',
  launchType: 'FARGATE',
  desiredCount: Number(context('count', 1)),
  taskDefinition: definition.ref,
  networkConfiguration: { awsvpcConfiguration: { subnets: [subnet.ref] } },
});
new CfnOutput(stack, 'Name', { value: service.attrName });
app.synth();
