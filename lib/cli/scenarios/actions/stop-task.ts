import type { StopTaskAction } from '../../../scenarios/actions/stop-task';
import { shortId } from '../../follow/milestones';
import { chooseTask } from '../../levers/choose-task';
import { serviceNamed } from '../../levers/lever-options';
import { gatherServices } from '../../status/gather';
import type { Effect } from './effect';

/** ECS StopTask; its service replaces the task. */
export const stopTask: Effect<StopTaskAction> = {
  async act({ service }, { lab }) {
    const { api, cluster } = lab;
    const { id } = chooseTask({ services: await gatherServices(api, cluster) }, serviceNamed(service));
    await api.stopTask(cluster, id, 'lab run');
    return `task ${shortId(id)} of ${service} was told to stop`;
  },
};
