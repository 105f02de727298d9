import { join } from 'node:path';
import { run } from './lab';

export interface SloFigures {
  readonly seconds: number;
  /** Peak resident set of the whole process. */
  readonly megabytes: number;
}

/** Checks `count` SLOs in a new process. */
export async function checkSlos(count: number): Promise<SloFigures> {
  const printed = await run([process.execPath, join(__dirname, 'slo-process.js'), String(count)]);
  return JSON.parse(printed) as SloFigures;
}

/** Generates rules and rule tests of `count` SLOs in a new process. */
export async function generateSlos(count: number): Promise<SloFigures> {
  const printed = await run([process.execPath, join(__dirname, 'slo-generate-process.js'), String(count)]);
  return JSON.parse(printed) as SloFigures;
}
