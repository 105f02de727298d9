import { basename } from 'node:path';
import type { BundleReport } from '../bundle/make-bundle';
import { TOP_FOLDER } from '../bundle/make-bundle';
import { machineText } from '../bundle/start-text';
import { duration } from './duration';
import { megabytes } from './progress-bar';
import type { Style } from './style';
import { table } from './table';

/** What the copy is, and what to do with it. */
export function formatBundle({ made, file, sha256, bytes, urls }: BundleReport, style: Style): string {
  const name = basename(file);
  const rows = [
    ['file', `${file} (${megabytes(bytes)} MB)`],
    ['SHA-256', sha256],
    ...(made === null
      ? []
      : [
          ['for', `${machineText(made.machine)}, and no other platform`],
          ['has', `${made.files} files, ${megabytes(made.unpackedBytes)} MB unpacked`],
          ...made.tools.map((tool) => ['', tool]),
        ]),
  ];
  return [
    made === null
      ? `${style.good('✓')} ${name} is there already, and is what its checksum says.`
      : `${style.good('✓')} The offline copy is made. ${style.quiet(`It took ${duration(made.tookMs)}.`)}`,
    ...table(rows, '  '),
    ...(made?.missing ?? []).map((what) => style.warn(`  not in it: ${what}`)),
    ...untrackedLines(made?.untracked ?? [], style),
    '',
    `  ${style.strong('sha256sum -c')} ${name}.sha256 && ${style.strong('tar xzf')} ${name} && cd ${TOP_FOLDER} && ${style.strong('npm start')}`,
    ...(urls.length === 0
      ? []
      : ['', 'Served to everybody in this network, until Ctrl-C:', ...urls.map((url) => `  ${style.link(url)}`)]),
  ].join('\n');
}

const SHOWN = 3;

function untrackedLines(untracked: readonly string[], style: Style): string[] {
  if (untracked.length === 0) return [];
  const more = untracked.length > SHOWN ? ' …' : '';
  const names = untracked.slice(0, SHOWN).join(', ');
  return [style.warn(`  not in it, since git does not have them ("git add" does that): ${names}${more}`)];
}
