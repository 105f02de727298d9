import type { OfflineCopy } from './offline-copy';

/** The file that says how an unpacked copy is started, at the top of it. */
export const START_TEXT = 'START.txt';

/** What is said to whoever has unpacked the copy and knows nothing else. */
export function startText({ platform, arch, libc, node, version, missing }: OfflineCopy): string {
  return [
    `The SRE SLO Lab ${version}: an offline copy for ${machineText({ platform, arch, libc })}`,
    '',
    `Nothing has to be installed or downloaded. What this machine needs: Node 20.19 or newer (the copy was made with ${node}),`,
    'and 2 GB of free space.',
    '',
    '  1. cd into this folder',
    '  2. npm start           the lab is up in about ten seconds; Ctrl-C takes it all down',
    '  3. npx lab status      in a second terminal: where everything is',
    '',
    'No network is needed for that. "npx lab doctor" says what the machine lacks, should something be missing.',
    'Please do not run "npm ci" here: it would download what is already there.',
    '',
    ...(missing.length === 0
      ? []
      : ['Not in this copy, and the lab runs without:', ...missing.map((what) => `  ${what}`), '']),
    'README.md is the whole story, docs/ has the rest. Deleting this folder removes everything.',
    '',
  ].join('\n');
}

/** `linux x64 (glibc 2.36)` */
export function machineText({ platform, arch, libc }: Pick<OfflineCopy, 'platform' | 'arch' | 'libc'>): string {
  return `${platform} ${arch} (${libc})`;
}
