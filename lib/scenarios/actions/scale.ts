import { number, oneOf } from '../../slo/input/value-types';
import { REPLACEMENT_SECONDS, SERVICE_WORDS, unsteady, type ActionType, type ServiceWord } from './action';

/** ECS UpdateService with another desired count, and back to the old one when its time is over. */
export interface ScaleAction {
  readonly name: 'scale';
  readonly service: ServiceWord;
  readonly tasks: number;
}

const service = oneOf(SERVICE_WORDS);
const tasks = number('a whole number from 0 to 10', (value) => Number.isInteger(value) && value >= 0 && value <= 10);

export const scale: ActionType<ScaleAction> = {
  words: ['scale'],
  members: () => ['service', 'tasks'],
  lasts: true,
  read(fields) {
    const which = fields.required('service', service);
    const count = fields.required('tasks', tasks);
    return which === undefined || count === undefined ? undefined : { name: 'scale', service: which, tasks: count };
  },
  impacts: ({ service: which, tasks: count }, { at, seconds, target }) => [
    ...(which === 'app' && count === 0 ? [{ from: at, to: at + seconds + REPLACEMENT_SECONDS[target], lost: 1 }] : []),
    unsteady(at + seconds, target),
  ],
  describe: ({ service: which, tasks: count }) => `ECS UpdateService: ${which} is scaled to ${count}`,
};
