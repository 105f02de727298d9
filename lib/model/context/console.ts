import { LabError } from '../errors';

/** Whether the lab has its console: `-c console=off` saves its memory. @default on */
export function readConsole(value: unknown): boolean {
  if (value === undefined || value === 'on' || value === true) return true;
  if (value === 'off' || value === false) return false;
  throw new LabError('BadConsole', `console is ${JSON.stringify(value)}; allowed: on (the default), off`);
}
