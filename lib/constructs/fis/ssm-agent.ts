import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { SSM_AGENT } from '../../model/public-images';
import type { LabTask } from '../lab-task';

/**
 * Registers the task as a managed instance that FIS finds by the tag ECS_TASK_ARN, and takes it off the list when the task
 * ends (AWS FIS user guide, "Use the AWS FIS aws:ecs:task actions"). Once registered, the AWS CLI acts as the managed
 * instance: the agent shares its credentials.
 */
export const SSM_AGENT_SCRIPT = `set -eu
dnf install -y -q awscli jq >/dev/null
task=$(curl -sf "$ECS_CONTAINER_METADATA_URI_V4/task")
tags="Key=ECS_TASK_ARN,Value=$(jq -er .TaskARN <<<"$task")"
tags="$tags Key=ECS_TASK_AVAILABILITY_ZONE,Value=$(jq -er .AvailabilityZone <<<"$task")"
tags="$tags Key=FAULT_INJECTION_SIDECAR,Value=true"
activation=$(aws ssm create-activation --region "$AWS_REGION" --iam-role "$MANAGED_INSTANCE_ROLE_NAME" \\
  --registration-limit 1 --tags $tags)
id=$(jq -er .ActivationId <<<"$activation")
amazon-ssm-agent -register -id "$id" -code "$(jq -er .ActivationCode <<<"$activation")" -region "$AWS_REGION"
amazon-ssm-agent &
agent=$!
leave() {
  aws ssm delete-activation --region "$AWS_REGION" --activation-id "$id" || true
  aws ssm deregister-managed-instance --region "$AWS_REGION" \\
    --instance-id "$(jq -er .ManagedInstanceID "\${SSM_REGISTRATION:-/var/lib/amazon/ssm/registration}")" || true
  kill "$agent"
}
trap leave TERM INT
wait "$agent"`;

/** What every network action of FIS needs beside the container that it disturbs. */
export function addSsmAgent(scope: Construct, task: LabTask): void {
  const managedInstance = managedInstanceRole(scope);
  task.addPublicContainer('ssm-agent', SSM_AGENT, {
    // It installs packages, and FIS' documents install more.
    user: '0:0',
    writableRoot: true,
    entryPoint: ['/bin/bash', '-c', SSM_AGENT_SCRIPT],
    environment: { MANAGED_INSTANCE_ROLE_NAME: managedInstance.roleName },
    essential: false,
  });
  task.addToTaskRolePolicy(
    // Neither action has a resource before the activation is there.
    new PolicyStatement({ actions: ['ssm:CreateActivation', 'ssm:AddTagsToResource'], resources: ['*'] }),
  );
  task.addToTaskRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [managedInstance.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    }),
  );
  Validations.of(task.taskRole).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'ssm:CreateActivation and its tags have no resource to name; the role that an activation may give is named.',
  });
}

function managedInstanceRole(scope: Construct): Role {
  const stack = Stack.of(scope);
  const role = new Role(scope, 'ManagedInstance', {
    description: 'What the agent of FIS is beside the app',
    assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['ssm:DeregisterManagedInstance'],
      resources: [stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: '*' })],
    }),
  );
  // The action has no resource to name.
  role.addToPolicy(new PolicyStatement({ actions: ['ssm:DeleteActivation'], resources: ['*'] }));
  Validations.of(role).acknowledge(
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]',
      reason: 'AWS documents this policy for FIS, and changes it together with the agent.',
    },
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'ssm:DeleteActivation has no resource to name.',
    },
    {
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:managed-instance/*]',
      reason: 'The id of a managed instance is made when the task registers itself.',
    },
  );
  return role;
}
