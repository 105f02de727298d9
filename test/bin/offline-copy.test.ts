import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thisMachine, OFFLINE_COPY_FILE } from '../../lib/cli/bundle/offline-copy';
import { temporaryFolder } from '../cli/temporary-folder';

const { wrongMachine }: { readonly wrongMachine: (root: string, machine: object) => string | undefined } =
  jest.requireActual('../../bin/offline-copy.js');

describe('an offline copy on a machine', () => {
  const folder = temporaryFolder();
  const copyFor = (machine: object) => {
    mkdirSync(join(folder(), '.lab'), { recursive: true });
    writeFileSync(join(folder(), OFFLINE_COPY_FILE), JSON.stringify(machine));
  };

  it('starts on the platform that it was made on, and a folder that is no copy starts anywhere', () => {
    expect(wrongMachine(folder(), process)).toBeUndefined();
    copyFor(thisMachine());
    expect(wrongMachine(folder(), process)).toBeUndefined();
  });

  it('fails on another one, before any of its programs is started', () => {
    copyFor({ platform: 'linux', arch: 'arm64' });
    expect(wrongMachine(folder(), { platform: 'linux', arch: 'x64' })).toBe(
      'this folder is an offline copy for linux arm64, and this machine is linux x64; take a copy that "npx lab bundle" made on such a ' +
        'machine, or, with a network, run "rm .lab/offline-copy.json && npm ci"',
    );
  });
});
