import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/** Where Debian's Prometheus reads its pages: compiled in, wherever the program itself is. */
const COMPILED_IN = '/usr/share/prometheus/web/';
/** As long as the other, and relative: below the working directory. */
const RELATIVE = 'usr/share/prometheus/web//';

/**
 * Lets an unpacked Prometheus find its pages below its working directory. A Prometheus that has them inside is left as
 * it is. (Mounting the folder at /usr/share would leave the program untouched, but tasks have no privilege to mount, and
 * a machine without namespaces has none at all.)
 */
export function relocatePages(program: string): void {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(COMPILED_IN);
  if (at === -1) return;
  bytes.write(RELATIVE, at, 'latin1');
  const temporary = `${program}.tmp`;
  writeFileSync(temporary, bytes);
  chmodSync(temporary, statSync(program).mode);
  renameSync(temporary, program);
}
