import type { Command } from '../command';
import { ack } from './ack';
import { allowMe } from './allow-me';
import { backfill } from './backfill';
import { bundle } from './bundle';
import { check } from './check';
import { capacity } from './capacity';
import { completion } from './completion';
import { cost } from './cost';
import { classDown } from './class/down';
import { classStatus } from './class/status';
import { classUp } from './class/up';
import { doctor } from './doctor';
import { down } from './down';
import { env } from './env';
import { extend } from './extend';
import { fault } from './fault';
import { images } from './images';
import { open } from './open';
import { kill } from './kill';
import { lesson } from './lesson';
import { logs } from './logs';
import { redeploy } from './redeploy';
import { policy } from './policy';
import { rehearse } from './rehearse';
import { report } from './report';
import { reset } from './reset';
import { run } from './run';
import { scale } from './scale';
import { score } from './score';
import { sloCheck } from './slo/check';
import { sloExplain } from './slo/explain';
import { sloGenerate } from './slo/generate';
import { sloSimulate } from './slo/simulate';
import { status } from './status';
import { sweep } from './sweep';
import { stopTask } from './stop-task';
import { tour } from './tour';
import { traffic } from './traffic';
import { up } from './up';
import { watch } from './watch';

/** Every command, in the order of `lab --help`. */
export const COMMANDS: readonly Command[] = [
  up,
  status,
  logs,
  open,
  allowMe,
  watch,
  traffic,
  kill,
  stopTask,
  fault,
  scale,
  redeploy,
  run,
  policy,
  ack,
  report,
  capacity,
  env,
  down,
  extend,
  reset,
  tour,
  rehearse,
  backfill,
  bundle,
  doctor,
  cost,
  sweep,
  images,
  classUp,
  classStatus,
  classDown,
  lesson,
  check,
  score,
  sloCheck,
  sloGenerate,
  sloExplain,
  sloSimulate,
  completion,
];
