import type { Command } from '../command';
import { backfill } from './backfill';
import { classDown } from './class/down';
import { classStatus } from './class/status';
import { classUp } from './class/up';
import { doctor } from './doctor';
import { down } from './down';
import { env } from './env';
import { extend } from './extend';
import { fault } from './fault';
import { images } from './images';
import { kill } from './kill';
import { redeploy } from './redeploy';
import { reset } from './reset';
import { scale } from './scale';
import { sloCheck } from './slo/check';
import { sloExplain } from './slo/explain';
import { sloGenerate } from './slo/generate';
import { sloSimulate } from './slo/simulate';
import { status } from './status';
import { stopTask } from './stop-task';
import { traffic } from './traffic';
import { up } from './up';
import { watch } from './watch';

/** Every command, in the order of `lab --help`. */
export const COMMANDS: readonly Command[] = [
  up,
  status,
  watch,
  traffic,
  kill,
  stopTask,
  fault,
  scale,
  redeploy,
  env,
  down,
  extend,
  reset,
  backfill,
  doctor,
  images,
  classUp,
  classStatus,
  classDown,
  sloCheck,
  sloGenerate,
  sloExplain,
  sloSimulate,
];
