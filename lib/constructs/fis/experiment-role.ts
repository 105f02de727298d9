import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ExperimentRoleProps {
  /** Its tasks, and no others, may be stopped and disturbed. */
  readonly clusterName: string;
}

/** What the Fault Injection Service may do in an experiment (AWS FIS actions reference, "Permissions" of each action). */
export class ExperimentRole extends Role {
  constructor(scope: Construct, id: string, props: ExperimentRoleProps) {
    const stack = Stack.of(scope);
    super(scope, id, {
      description: 'Experiments of the Fault Injection Service on the lab',
      assumedBy: new ServicePrincipal('fis.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'fis', resource: 'experiment', resourceName: '*' }) },
        },
      }),
    });
    const tasks = stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${props.clusterName}/*` });
    const instances = stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: '*' });
    const documents = stack.formatArn({
      service: 'ssm',
      account: '',
      resource: 'document',
      resourceName: 'AWSFIS-Run-Network-*-ECS',
    });
    this.addToPolicy(new PolicyStatement({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [tasks] }));
    this.addToPolicy(new PolicyStatement({ actions: ['ssm:SendCommand'], resources: [documents] }));
    this.addToPolicy(
      new PolicyStatement({
        actions: ['ssm:SendCommand'],
        resources: [instances],
        // The agent beside a task tags its managed instance with the task that it is.
        conditions: { StringLike: { 'ssm:resourceTag/ECS_TASK_ARN': tasks } },
      }),
    );
    // How an experiment finds its targets and follows its commands; these actions have no resource to name.
    this.addToPolicy(
      new PolicyStatement({
        actions: [
          'ec2:DescribeInstances',
          'ec2:DescribeSubnets',
          'ecs:ListTasks',
          'ssm:CancelCommand',
          'ssm:ListCommands',
          'tag:GetResources',
        ],
        resources: ['*'],
      }),
    );
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Finding targets and following commands: none of these actions has a resource to name.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${props.clusterName}/*]`,
        reason: 'A task has its id only when it runs; the cluster is named.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:managed-instance/*]',
        reason: 'A managed instance has its id only when the task runs; the condition names the cluster.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>::document/AWSFIS-Run-Network-*-ECS]',
        reason: 'The three documents of the network actions.',
      },
    );
  }
}
