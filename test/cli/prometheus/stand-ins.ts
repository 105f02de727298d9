import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../../lib/cli/host';

/** A Prometheus that only knows its version; the path is what Debian compiles in. */
export const PROMETHEUS =
  '#!/bin/sh\n# reads /usr/share/prometheus/web/\necho "prometheus, version 9.8.7+ds (branch: x)"\n';

const APT_CACHE = `#!/bin/sh
[ -e "$LISTS" ] || exit 0
printf '%s\\n' "\${NAME:-prometheus}" '  Depends: libjs-page' libjs-page libc6
`;

/** Notes how it was called; "downloads" what the names say. */
const APT_GET = `#!/bin/sh
echo "apt-get $*" >>"$CALLS"
case "$*" in
  *update*) [ -z "$OFFLINE" ] || { echo 'E: Failed to fetch the lists.' >&2; exit 100; }; touch "$LISTS" 2>/dev/null; exit 0 ;;
  *--print-uris*) printf "'http://example.test/%s.deb' %s.deb 1500000 SHA256:0\\n" a a b b ;;
  *download*)
    [ -z "$HANGS" ] || sleep 60
    [ -z "$OFFLINE" ] || { echo 'E: Unable to fetch some archives.' >&2; exit 100; }
    touch prometheus.deb libjs-page.deb ;;
esac
`;

const DPKG_DEB = `#!/bin/sh
[ -z "$BROKEN" ] || exit 2
mkdir -p "$3/usr/bin" "$3/usr/share/prometheus/web" "$3/etc/prometheus"
cp "$STAND_IN" "$3/usr/bin/\${NAME:-prometheus}"
cp "$STAND_IN" "$3/usr/bin/promtool"
chmod +x "$3"/usr/bin/*
`;

/** Puts stand-ins for apt and dpkg on a PATH of their own, beside the system's. */
export function standIns(
  folder: string,
  environment: Environment = {},
): Environment & { readonly CALLS: string; readonly LISTS: string } {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, text] of [
    ['apt-cache', APT_CACHE],
    ['apt-get', APT_GET],
    ['dpkg-deb', DPKG_DEB],
  ] as const) {
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
  const standIn = join(folder, 'stand-in');
  writeFileSync(standIn, PROMETHEUS);
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  return {
    PATH: `${bin}:/usr/bin:/bin`,
    CALLS: calls,
    LISTS: join(folder, 'lists'),
    STAND_IN: standIn,
    ...environment,
  };
}
