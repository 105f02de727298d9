import type { Action, ActionName } from '../../../scenarios/index';
import { deploy } from './deploy';
import { dnsTrouble } from './dns-trouble';
import type { Effect } from './effect';
import { fault } from './fault';
import { kill } from './kill';
import { scale } from './scale';
import { spike } from './spike';
import { stopTask } from './stop-task';

/** How each action of `lib/scenarios/actions/` is done and undone. */
const EFFECTS: { readonly [Name in ActionName]: Effect<Extract<Action, { name: Name }>> } = {
  fault,
  kill,
  'stop-task': stopTask,
  scale,
  deploy,
  spike,
  'dns-trouble': dnsTrouble,
};

export function effectOf(name: ActionName): Effect<Action> {
  return EFFECTS[name];
}

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(EFFECTS, name);
}
