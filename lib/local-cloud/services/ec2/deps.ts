import { actionOf } from '../../kernel/action';
import type { Ec2State } from './state';

export interface Ec2Deps {
  readonly state: Ec2State;
}

export const action = actionOf<Ec2Deps>();
