import { z } from 'zod';
import { LabError } from '../../../model/errors';
import { APP_SERVICE } from '../../../model/names';
import type { DnsTroubleAction } from '../../../scenarios/actions/dns-trouble';
import type { Effect, UndoContext } from './effect';

const noted = z.strictObject({
  instances: z.array(
    z.strictObject({ registry: z.string(), id: z.string(), attributes: z.record(z.string(), z.string()) }),
  ),
});
type Noted = z.infer<typeof noted>;

/**
 * Takes the app's tasks out of Cloud Map, so that DNS answers with no address, and Prometheus' target vanishes. ECS does
 * not notice: it registers a task when it starts and not again, so undoing is to register what is still there.
 */
export const dnsTrouble: Effect<DnsTroubleAction> = {
  async act(_action, { lab, note }) {
    const instances = await registeredInstances(lab);
    if (instances.length === 0) {
      throw new LabError('NotRegistered', `no task of ${APP_SERVICE} is in Cloud Map; look with "npx lab status"`);
    }
    note({ instances } satisfies Noted);
    await Promise.all(instances.map(({ registry, id }) => lab.api.deregisterInstance(registry, id)));
    return `${countOf(instances.length)} of ${APP_SERVICE} left Cloud Map: its name has no address`;
  },
  async undo(data, { lab }) {
    const { instances } = noted.parse(data);
    // An instance of a task that is gone would be an address that nobody has.
    const tasks = new Set(
      (await lab.api.listServiceTasks(lab.cluster, APP_SERVICE)).map(({ taskArn }) => idOf(taskArn)),
    );
    const running = instances.filter(({ id }) => tasks.has(id));
    await Promise.all(
      running.map(({ registry, id, attributes }) =>
        // ECS registers a task as UNHEALTHY and reports its health when that changes; it has reported already.
        lab.api.registerInstance(registry, id, { ...attributes, AWS_INIT_HEALTH_STATUS: 'HEALTHY' }),
      ),
    );
    return `${countOf(running.length)} of ${APP_SERVICE} in Cloud Map again`;
  },
};

async function registeredInstances({ api, cluster }: UndoContext['lab']): Promise<Noted['instances']> {
  const [service] = await api.describeServices(cluster, [APP_SERVICE]);
  const registries = (service?.serviceRegistries ?? []).flatMap(({ registryArn }) => registryArn ?? []);
  const found = await Promise.all(
    registries.map(async (registry) =>
      [...(await api.instanceAttributes(registry))].map(([id, attributes]) => ({ registry, id, attributes })),
    ),
  );
  return found.flat();
}

function idOf(taskArn: string | undefined): string {
  return taskArn?.split('/').at(-1) ?? '';
}

function countOf(tasks: number): string {
  return tasks === 1 ? 'the task' : `${tasks} tasks`;
}
