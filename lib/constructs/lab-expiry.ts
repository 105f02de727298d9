import { Aws, CfnCondition, CfnParameter, Fn, Stack, Tags } from 'aws-cdk-lib';
import type { FargateService, ICluster } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { EXPIRES_AT, EXPIRES_TAG, EXPIRY_PATTERN, NEVER, NIGHTLY, NIGHTLY_HOUR } from '../model/expiry';

export interface LabExpiryProps {
  readonly cluster: ICluster;
  /** What is set to zero tasks; the names become parts of the schedules' ids. */
  readonly services: Readonly<Record<string, FargateService>>;
}

/** A call that nobody answered for this long is given up: the lab may have been extended meanwhile. */
const RETRY = { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 10 };

/**
 * Ends the lab by itself: EventBridge Scheduler sets its services to zero tasks at the time of the parameter `ExpiresAt`,
 * and again every night after it, for whoever brings a lab back and forgets it. The time is a parameter, which later deploys
 * keep: one in the template would change the template with every synth. It marks every resource of the stack.
 */
export class LabExpiry extends Construct {
  /** Resolves to `never`, `nightly` or a time. */
  readonly expiresAt: string;

  constructor(scope: Construct, id: string, props: LabExpiryProps) {
    super(scope, id);
    const expiresAt = this.parameter(EXPIRES_AT, {
      description: `When the lab ends by itself: a UTC time such as 2026-11-21T15:00:00Z, ${NIGHTLY} or ${NEVER}`,
      default: NIGHTLY,
      allowedPattern: EXPIRY_PATTERN,
    });
    const timeZone = this.parameter('TimeZone', {
      description: `Whose night it is at ${NIGHTLY_HOUR}:00: a name of IANA's, such as Europe/Berlin`,
      default: 'UTC',
      allowedPattern: '[A-Za-z0-9_+/-]{1,50}',
    });
    this.expiresAt = expiresAt;
    const endsAtAll = new CfnCondition(this, 'EndsAtAll', {
      expression: Fn.conditionNot(Fn.conditionEquals(expiresAt, NEVER)),
    });
    const hasTime = new CfnCondition(this, 'HasTime', {
      expression: Fn.conditionAnd(endsAtAll, Fn.conditionNot(Fn.conditionEquals(expiresAt, NIGHTLY))),
    });

    const group = new CfnScheduleGroup(this, 'Group', { name: Stack.of(this).stackName });
    const role = this.role(Object.values(props.services), group);
    for (const [name, service] of Object.entries(props.services)) {
      const common = {
        groupName: group.ref,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: `arn:${Aws.PARTITION}:scheduler:::aws-sdk:ecs:updateService`,
          roleArn: role.roleArn,
          input: Stack.of(this).toJsonString({
            Cluster: props.cluster.clusterName,
            Service: service.serviceName,
            DesiredCount: 0,
          }),
          retryPolicy: RETRY,
        },
      };
      new CfnSchedule(this, `${name}AtTime`, {
        ...common,
        // The parameter's Z is no part of the expression, which has a time zone of its own.
        scheduleExpression: Fn.join('', ['at(', Fn.select(0, Fn.split('Z', expiresAt)), ')']),
        scheduleExpressionTimezone: 'UTC',
      }).cfnOptions.condition = hasTime;
      new CfnSchedule(this, `${name}Nightly`, {
        ...common,
        scheduleExpression: `cron(0 ${NIGHTLY_HOUR} * * ? *)`,
        scheduleExpressionTimezone: timeZone,
        startDate: Fn.conditionIf(hasTime.logicalId, expiresAt, Aws.NO_VALUE).toString(),
      }).cfnOptions.condition = endsAtAll;
    }
    Tags.of(Stack.of(this)).add(EXPIRES_TAG, expiresAt);
  }

  /** May set the lab's own services, and may be used by the lab's own schedules only. */
  private role(services: readonly FargateService[], group: CfnScheduleGroup): Role {
    const role = new Role(this, 'Role', {
      description: 'EventBridge Scheduler ends the lab',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.attrArn } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ecs:UpdateService'],
        resources: services.map(({ serviceArn }) => serviceArn),
      }),
    );
    return role;
  }

  /** A parameter of the stack with a name that people type. */
  private parameter(name: string, props: { description: string; default: string; allowedPattern: string }): string {
    const parameter = new CfnParameter(this, name, { type: 'String', ...props });
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }
}
