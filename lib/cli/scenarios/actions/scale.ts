import { z } from 'zod';
import { LabError } from '../../../model/errors';
import type { ScaleAction } from '../../../scenarios/actions/scale';
import { serviceNamed } from '../../levers/lever-options';
import type { Effect } from './effect';

const noted = z.strictObject({ service: z.string(), tasks: z.int().min(0) });

/** ECS UpdateService with another desired count; undone, the service has its old one. */
export const scale: Effect<ScaleAction> = {
  async act({ service: word, tasks }, { lab, note }) {
    const { api, cluster } = lab;
    const service = serviceNamed(word);
    const [described] = await api.describeServices(cluster, [service]);
    if (!described)
      throw new LabError('NoService', `there is no service ${service} in ${cluster}; is the lab deployed?`);
    const before = described.desiredCount ?? 1;
    note({ service, tasks: before } satisfies z.infer<typeof noted>);
    await api.updateService(cluster, service, { desiredCount: tasks });
    return `${service} shall have ${tasks} instead of ${before}`;
  },
  async undo(data, { lab }) {
    const { service, tasks } = noted.parse(data);
    await lab.api.updateService(lab.cluster, service, { desiredCount: tasks });
    return `${service} shall have ${tasks} again`;
  },
};
