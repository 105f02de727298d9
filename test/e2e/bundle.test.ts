import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output, ROOT, run } from './_lab';

/** The part of `lab status --json` that is looked at. */
interface ContainerStatuses {
  readonly services: readonly {
    readonly running: number;
    readonly desired: number;
    readonly tasks: readonly {
      readonly containers: readonly {
        readonly name: string;
        readonly lastStatus: string;
        readonly reason: string | null;
      }[];
    }[];
  }[];
}

/** What a student does, where there is no network besides the machine's own loopback. */
const OFFLINE = `
set -u
ip link set lo up
tar xzf "$1" && cd sre-slo-lab || exit 3
npm start > ../start.log 2>&1 &
lab=$!
for second in $(seq 200); do
  grep -q 'The lab is up' ../start.log && break
  kill -0 $lab 2>/dev/null || break
  sleep 1
done
npx lab status --json > ../status.json
npx lab down > ../down.log
wait $lab
echo $? > ../exit-code
grep '^Ip: [0-9]' /proc/net/snmp > ../ipv4
cat /proc/net/snmp6 > ../ipv6
`;

/** None of the lab's tools, and nothing that could fetch them. */
const NOT_ON_PATH = /^(prom|alertmanager|amtool|grafana|git$|curl$|wget$|apt)/;

describe('an offline copy, where there is no network', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lab-offline-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('comes up with its own tools by npm start, and asks nobody outside', async () => {
    const file = join(folder, 'lab.tar.gz');
    const made = JSON.parse(
      await output([process.execPath, join(ROOT, 'bin/lab.js'), 'bundle', '--no-download', '--output', file, '--json']),
    ) as { made: { tools: string[]; missing: string[] } };
    execFileSync('sha256sum', ['--check', '--quiet', 'lab.tar.gz.sha256'], { cwd: folder });

    const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    const environment = { ...process.env, PATH: pathWithout(join(folder, 'path')) };
    const started = ['unshare', ...asRoot, '--net', 'sh', '-c', `cd '${folder}'${OFFLINE}`, 'sh', file];
    const { stderr } = await run(started, environment);
    if (!read('start.log').includes('The lab is up')) throw new Error(`${stderr}\n${read('start.log')}`);

    const { services } = JSON.parse(read('status.json')) as ContainerStatuses;
    expect(services.map(({ running, desired }) => [running, desired])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const idle = services
      .flatMap(({ tasks }) => tasks.flatMap(({ containers }) => containers))
      .filter(({ lastStatus, reason }) => lastStatus !== 'RUNNING' && reason !== 'exit code 0');
    // What the copy said that it does not have, and nothing else.
    expect(idle.map(({ name }) => name)).toEqual(
      made.made.missing.some((what) => what.includes('Grafana')) ? ['grafana'] : [],
    );
    expect(made.made.tools.join()).toMatch(/Prometheus .*Alertmanager/);
    // The kernel counts what had nowhere to go.
    expect(read('ipv4').split(' ')[12]).toBe('0');
    expect(read('ipv6')).toMatch(/^Ip6OutNoRoutes\s+0$/m);
    expect(read('exit-code')).toBe('0\n');
  });
});

/** A folder with every other program. */
function pathWithout(folder: string): string {
  mkdirSync(folder);
  for (const from of (process.env.PATH ?? '').split(':').toReversed()) {
    for (const name of programsIn(from)) {
      if (NOT_ON_PATH.test(name)) continue;
      rmSync(join(folder, name), { force: true });
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}

function programsIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
