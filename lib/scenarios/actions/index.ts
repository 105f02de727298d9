import type { ActionType, Impact, StepTime } from './action';
import { deploy, type DeployAction } from './deploy';
import { dnsTrouble, type DnsTroubleAction } from './dns-trouble';
import { fault, type FaultAction } from './fault';
import { kill, type KillAction } from './kill';
import { scale, type ScaleAction } from './scale';
import { spike, type SpikeAction } from './spike';
import { stopTask, type StopTaskAction } from './stop-task';

/** Everything that a step can do. */
export type Action =
  FaultAction | KillAction | StopTaskAction | ScaleAction | DeployAction | SpikeAction | DnsTroubleAction;

/** What `lib/cli/scenarios/actions/` has a file for. */
export type ActionName = Action['name'];

const TYPES: { readonly [Name in ActionName]: ActionType<Extract<Action, { name: Name }>> } = {
  fault,
  kill,
  'stop-task': stopTask,
  scale,
  deploy,
  spike,
  'dns-trouble': dnsTrouble,
};

/** All that `action` may be in a file. */
export const ACTION_WORDS: readonly string[] = Object.values(TYPES).flatMap(({ words }) => words);

/** The type that a word means. */
export function actionType(word: string): ActionType<Action> | undefined {
  return Object.values(TYPES).find(({ words }) => words.includes(word));
}

/** Whom an action hurts, and when. */
export function impactsOf(action: Action, time: StepTime): Impact[] {
  return typeOf(action).impacts(action, time);
}

/** One line of what is done. */
export function describeAction(action: Action): string {
  return typeOf(action).describe(action);
}

function typeOf({ name }: Action): ActionType<Action> {
  return TYPES[name];
}
