import { join, resolve } from 'node:path';

/** The agent's program: the built file, also when this module itself runs from its source (in Jest). */
export function agentFile(): string {
  const folder = __filename.endsWith('.ts') ? resolve(__dirname.replace(SOURCES, `$<root>/dist/lib/`)) : __dirname;
  return join(folder, 'agent', 'main.js');
}

const SOURCES = /^(?<root>.*)\/lib\/(?=local-cloud\/)/;
