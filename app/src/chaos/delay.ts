import type { Delay } from './fault';
import { LIMITS } from './limits';
import type { Random } from './random';

/** The next delay in milliseconds, from 0 to the longest one that a fault may ask for. */
export function sampleDelay(delay: Delay, random: Random): number {
  return Math.min(Math.max(draw(delay, random), 0), LIMITS.ms.max);
}

function draw({ distribution, ms, deviationMs = ms / 5, shape = 2 }: Delay, random: Random): number {
  if (distribution === 'normal') return ms + deviationMs * standardNormal(random);
  // The inverse of the distribution function 1 − (ms / x)^shape; 1 − random() is never 0.
  if (distribution === 'pareto') return ms / (1 - random()) ** (1 / shape);
  return ms;
}

/** Box and Muller's transform. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
