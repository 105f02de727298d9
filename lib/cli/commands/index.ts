import type { Command } from '../command';
import { allowMe } from './allow-me';
import { backfill } from './backfill';
import { completion } from './completion';
import { cost } from './cost';
import { doctor } from './doctor';
import { down } from './down';
import { env } from './env';
import { images } from './images';
import { open } from './open';
import { reset } from './reset';
import { sloCheck } from './slo/check';
import { sloExplain } from './slo/explain';
import { sloGenerate } from './slo/generate';
import { sloSimulate } from './slo/simulate';
import { status } from './status';
import { sweep } from './sweep';
import { up } from './up';

/** Every command, in the order of `lab --help`. */
export const COMMANDS: readonly Command[] = [
  up,
  status,
  open,
  allowMe,
  env,
  down,
  reset,
  backfill,
  doctor,
  cost,
  sweep,
  images,
  sloCheck,
  sloGenerate,
  sloExplain,
  sloSimulate,
  completion,
];
