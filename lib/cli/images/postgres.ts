import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { POSTGRES } from '../../model/public-images';
import type { LocalImage } from '../../local-cloud/index';
import type { Environment } from '../host';
import { searchPath } from './search-path';

/** What the container's script runs. */
const PROGRAMS = ['initdb', 'postgres'];

/** Debian keeps the server's programs here, by major version, and not on PATH. */
const DEBIAN = '/usr/lib/postgresql';

/**
 * PostgreSQL refuses to be root, which a task is in its user namespace, without any privilege of one. In a further
 * namespace that maps no user it is nobody, and its files are nobody's too.
 */
const AS_NOBODY = (name: string) => `#!/bin/sh
PATH="\${PATH#*:}"
if [ "$(id -u)" = 0 ]; then exec unshare --user -- ${name} "$@"; fi
exec ${name} "$@"
`;

/** This machine's PostgreSQL, when there is one. */
export function postgresImage(environment: Environment, debian = DEBIAN): LocalImage {
  return {
    repository: POSTGRES.repository,
    currentTag: () => POSTGRES.tag,
    async build(into) {
      const folder = join(into, 'bin');
      await mkdir(folder);
      for (const name of PROGRAMS) {
        writeFileSync(join(folder, name), AS_NOBODY(name));
        chmodSync(join(folder, name), 0o755);
      }
    },
    program({ snapshot, scratch, shared }) {
      const folder = findPostgres(environment, debian);
      if (folder === undefined) {
        return { missing: 'PostgreSQL is not on this machine; in Debian it is the package postgresql' };
      }
      return {
        entryPoint: [],
        command: ['postgres'],
        environment: {
          PATH: [join(snapshot, 'bin'), searchPath(environment, folder)].join(delimiter),
          PGDATA: scratch,
          LC_ALL: 'C',
          ...(shared && { POSTGRES_LISTEN: shared.address }),
        },
        workingDirectory: scratch,
        ...(shared && { localhost: shared.address }),
      };
    },
  };
}

/** The folder that has the server's programs: the first of PATH, else Debian's newest version. */
export function findPostgres(environment: Environment, debian = DEBIAN): string | undefined {
  const onPath = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...onPath, ...versions.map((version) => join(debian, version, 'bin'))];
  return folders.find((folder) => PROGRAMS.every((name) => existsSync(join(folder, name))));
}
