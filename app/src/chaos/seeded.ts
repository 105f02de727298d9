import { randomInt } from 'node:crypto';
import type { Fault } from './fault';

/** A fault that draws lots gets a seed when it has none: it is shown, so that the run can be repeated. */
export function seeded<F extends Fault>(fault: F): F {
  const drawsLots = ('random' in fault && fault.random) || ('distribution' in fault && fault.distribution !== 'fixed');
  return drawsLots && fault.seed === undefined ? { ...fault, seed: randomInt(2 ** 32) } : fault;
}
