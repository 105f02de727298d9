import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

/**
 * Lets a program that was unpacked from Debian's package find its own files below its working directory. One that has them
 * inside is left as it is. (Mounting the folder at /usr/share would leave the program untouched, but tasks have no privilege
 * to mount, and a machine without namespaces has none at all.)
 * @param compiledIn where it looks for them, wherever it is itself: absolute, without a slash at its end
 */
export function relocate(program: string, compiledIn: string): void {
  const bytes = readFileSync(program);
  // As long as the other, and relative: below the working directory.
  const relative = `${compiledIn.slice(1)}/`;
  let at = bytes.indexOf(compiledIn);
  if (at === -1) return;
  for (; at !== -1; at = bytes.indexOf(compiledIn, at + relative.length)) bytes.write(relative, at, 'latin1');
  const temporary = `${program}.tmp`;
  writeFileSync(temporary, bytes);
  chmodSync(temporary, statSync(program).mode);
  renameSync(temporary, program);
}
