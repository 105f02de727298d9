import { readSwitch } from './switch';

/** Whether the stack has experiment templates of the Fault Injection Service: by default not, an experiment costs money. */
export function readFis(value: unknown): boolean {
  return readSwitch('fis', value, false);
}
