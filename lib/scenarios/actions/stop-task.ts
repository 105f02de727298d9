import { oneOf } from '../../slo/input/value-types';
import { REPLACEMENT_SECONDS, SERVICE_WORDS, unsteady, type ActionType, type ServiceWord } from './action';

/** ECS StopTask on one task of a service. */
export interface StopTaskAction {
  readonly name: 'stop-task';
  readonly service: ServiceWord;
}

const service = oneOf(SERVICE_WORDS);

export const stopTask: ActionType<StopTaskAction> = {
  words: ['stop-task'],
  members: () => ['service'],
  lasts: false,
  read(fields) {
    const which = fields.required('service', service);
    return which && { name: 'stop-task', service: which };
  },
  impacts: ({ service: which }, { at, target }) => [
    ...(which === 'app' ? [{ from: at, to: at + REPLACEMENT_SECONDS[target], lost: 1 }] : []),
    unsteady(at, target),
  ],
  describe: ({ service: which }) => `ECS StopTask: a task of ${which} ends, and its service starts another one`,
};
