import { z } from 'zod';
import { LabError } from '../../../model/errors';
import { APP_SERVICE } from '../../../model/names';
import type { DeployAction } from '../../../scenarios/actions/deploy';
import type { Effect } from './effect';

const noted = z.strictObject({
  /** The revision that the service had. */
  before: z.string(),
  /** The flawed one; null until it is registered. */
  revision: z.string().nullable(),
});

const CONTAINER = 'app';

/** A revision of the app's task definition with a bug in it; undone, the service has its old one, and the new one is INACTIVE. */
export const deploy: Effect<DeployAction> = {
  async act(action, { lab, note }) {
    const { api, cluster } = lab;
    const [described] = await api.describeServices(cluster, [APP_SERVICE]);
    const before = described?.taskDefinition;
    if (before === undefined) {
      throw new LabError('NoService', `there is no service ${APP_SERVICE} in ${cluster}; is the lab deployed?`);
    }
    note({ before, revision: null } satisfies z.infer<typeof noted>);
    const revision = await api.registerRevision(before, { container: CONTAINER, environment: flawOf(action) });
    note({ before, revision } satisfies z.infer<typeof noted>);
    await api.updateService(cluster, APP_SERVICE, { taskDefinition: revision });
    return `${APP_SERVICE} is deployed with ${shortArn(revision)} in the place of ${shortArn(before)}`;
  },
  async undo(data, { lab }) {
    const { before, revision } = noted.parse(data);
    const [described] = await lab.api.describeServices(lab.cluster, [APP_SERVICE]);
    // The circuit breaker may have rolled it back; a deploy by somebody else is theirs.
    if (described?.taskDefinition === revision && revision !== null) {
      await lab.api.updateService(lab.cluster, APP_SERVICE, { taskDefinition: before });
    }
    if (revision !== null) await lab.api.deregisterRevision(revision);
    return `${APP_SERVICE} has ${shortArn(before)} again`;
  },
};

/** The environment that makes the flaw: a latent bug (docs/faults.md), or settings that the app refuses when it starts. */
function flawOf({ flaw, strength, route }: DeployAction): Readonly<Record<string, string>> {
  if (flaw === 'never-healthy') return { PORT: 'none' };
  return { CHAOS_FAULTS: JSON.stringify([{ type: 'error', ratio: strength, route, owner: 'a bad deployment' }]) };
}

/** `app:3` */
function shortArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
