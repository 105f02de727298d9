import type { KillAction } from '../../../scenarios/actions/kill';
import { killLever } from '../../levers/replace-task';
import { gatherServices } from '../../status/gather';
import type { Effect } from './effect';

/** The same as `lab kill`; ECS replaces the task. */
export const kill: Effect<KillAction> = {
  async act(_action, { lab, source, appPort }) {
    const services = await gatherServices(lab.api, lab.cluster);
    return killLever({ ...(await source.take()), services }, undefined, appPort).act();
  },
};
