import { AwsError } from '../../kernel/aws-error';
import type { Expression } from './expressions/expression';

export interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string | undefined;
  readonly RetryPolicy?:
    | { readonly MaximumEventAgeInSeconds?: number | undefined; readonly MaximumRetryAttempts?: number | undefined }
    | undefined;
}

export interface Schedule {
  readonly arn: string;
  readonly name: string;
  readonly groupName: string;
  readonly description: string | undefined;
  readonly text: string;
  readonly zone: string;
  readonly expression: Expression;
  /** Milliseconds since the epoch: nothing is invoked before or after. */
  readonly startDate: number | undefined;
  readonly endDate: number | undefined;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly actionAfterCompletion: 'NONE' | 'DELETE';
  readonly target: ScheduleTarget;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

export interface ScheduleGroup {
  readonly arn: string;
  readonly name: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** The group of schedules that name none; it is always there. */
export const DEFAULT_GROUP = 'default';

export class SchedulerState {
  readonly groups = new Map<string, ScheduleGroup>();
  private readonly schedules = new Map<string, Schedule>();

  group(name: string): ScheduleGroup {
    const group = this.groups.get(name);
    if (group) return group;
    throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404);
  }

  find(groupName: string, name: string): Schedule | undefined {
    return this.schedules.get(`${groupName}/${name}`);
  }

  schedule(groupName: string, name: string): Schedule {
    const schedule = this.find(groupName, name);
    if (schedule) return schedule;
    throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  }

  put(schedule: Schedule): void {
    this.schedules.set(`${schedule.groupName}/${schedule.name}`, schedule);
  }

  remove({ groupName, name }: Pick<Schedule, 'groupName' | 'name'>): void {
    this.schedules.delete(`${groupName}/${name}`);
  }

  /** By group and name. */
  all(): Schedule[] {
    return [...this.schedules.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }
}
