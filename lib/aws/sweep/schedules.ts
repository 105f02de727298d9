import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { isLabStack } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';

/** Schedule groups are called as their stack; their schedules go with them. */
export function scheduleGroups(client: SchedulerClient): LeftoverKind {
  return {
    name: 'schedule group',
    async list() {
      const { paginateListScheduleGroups } = await import('@aws-sdk/client-scheduler');
      const found: Candidate[] = [];
      for await (const { ScheduleGroups: page = [] } of paginateListScheduleGroups(
        { client },
        { NamePrefix: 'SreSloLab' },
      )) {
        for (const { Name: name = '', State: state } of page) {
          if (isLabStack(name) && state !== 'DELETING') found.push({ id: name, name, stack: name });
        }
      }
      return found;
    },
    async remove({ id }) {
      const { DeleteScheduleGroupCommand } = await import('@aws-sdk/client-scheduler');
      await client.send(new DeleteScheduleGroupCommand({ Name: id }));
    },
  };
}
