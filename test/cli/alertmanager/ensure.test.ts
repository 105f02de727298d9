import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../../../lib/cli/command';
import { ensureAlertmanager } from '../../../lib/cli/alertmanager/ensure';
import { locateAlertmanager } from '../../../lib/cli/alertmanager/locate';
import type { OfferOptions } from '../../../lib/cli/download/offer';
import { labPaths } from '../../../lib/cli/paths';
import { NO_NETWORK, playRelease } from '../download/played-release';
import { releasePage } from '../download/release-page';
import { fakeContext } from '../fake-host';
import { standIns } from '../prometheus/stand-ins';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const page = releasePage();
const VERSION = 'alertmanager, version 9.8.7+ds (branch: x)';
const paths = () => labPaths(folder());
const official = () => join(paths().tools, 'alertmanager-0.34.0');

/** An Alertmanager that only knows its version. */
function program(path: string, says = VERSION): string {
  const file = join(folder(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  return file;
}

describe('an Alertmanager of this machine', () => {
  it.each(['alertmanager', 'prometheus-alertmanager'])('is the program %s on PATH', async (name) => {
    const path = program(`bin/${name}`);
    expect(await locateAlertmanager({ PATH: `${dirname(path)}:/usr/bin:/bin` }, paths())).toEqual({
      version: '9.8.7',
      program: path,
    });
  });

  it('is the official release in the tools folder, before the package that was unpacked beside it', async () => {
    const unpacked = program('.lab/tools/alertmanager/usr/bin/prometheus-alertmanager');
    const environment = { PATH: join(folder(), 'none') };
    expect(await locateAlertmanager(environment, paths())).toEqual({
      version: '9.8.7',
      program: unpacked,
      unpackedIn: paths().alertmanager,
    });
    const release = program(
      '.lab/tools/alertmanager-0.34.0/alertmanager',
      'alertmanager, version 0.34.0 (branch: HEAD)',
    );
    expect(await locateAlertmanager(environment, paths())).toEqual({ version: '0.34.0', program: release });
  });

  it('is none where a program of its name is something else', async () => {
    const path = program('bin/alertmanager', 'hello');
    expect(await locateAlertmanager({ PATH: `${dirname(path)}:${join(folder(), 'none')}` }, paths())).toBeUndefined();
  });
});

describe('offering Alertmanager', () => {
  /** Of an apt that has the package, whose program is a stand-in. */
  function context(overrides: Partial<CommandContext> = {}) {
    const environment = { ...standIns(folder(), { LISTS: '/dev/null' }), NAME: 'prometheus-alertmanager' };
    writeFileSync(
      join(folder(), 'stand-in'),
      `#!/bin/sh\n# /usr/share/prometheus/alertmanager/ui/\necho "${VERSION}"\n`,
    );
    return fakeContext({ root: folder(), environment, ...overrides });
  }
  const ensure = (options: Partial<OfferOptions> = {}, on = context()) =>
    ensureAlertmanager(null, on, { yes: false, download: true, source: page().source, ...options });
  const GET_IT = {
    missing: 'no Alertmanager on this machine: "npx lab up --yes" downloads it, or put "alertmanager" on PATH',
  };
  const RELEASE = 'alertmanager, version 0.34.0 (branch: HEAD)';

  it('asks on a terminal, with the size, and takes the official release', async () => {
    playRelease(page(), 'alertmanager', RELEASE);
    const questions: string[] = [];
    const on = context({ ask: async (question) => questions.push(question) > 0 });
    expect(await ensure({}, on)).toEqual({ version: '0.34.0', program: join(official(), 'alertmanager') });
    expect(questions).toEqual([
      'The lab runs without Alertmanager, and better with it. Download the official Alertmanager 0.34.0 (1 MB) into .lab/tools (no root, no service)?',
    ]);
  });

  it('goes on without it where nobody can be asked, where it is not wanted, and does not ask again', async () => {
    playRelease(page(), 'alertmanager', RELEASE);
    expect(await ensure()).toEqual(GET_IT);
    expect(await ensure({}, context({ ask: async () => false }))).toEqual(GET_IT);
    expect(await ensure({}, context({ ask: () => Promise.reject(new Error('asked again')) }))).toEqual(GET_IT);
    expect(readdirSync(paths().tools)).toEqual(['alertmanager.attempt.json']);
  });

  it("takes Debian's package without a network, which finds its own files below its working directory", async () => {
    const on = context();
    expect(await ensure({ yes: true, source: NO_NETWORK }, on)).toEqual({
      version: '9.8.7',
      program: join(paths().alertmanager, 'usr/bin/prometheus-alertmanager'),
      unpackedIn: paths().alertmanager,
    });
    expect(on.lines).toEqual([
      "  no official Alertmanager: 127.0.0.1 cannot be reached (the connection was refused); Debian's package instead",
      '  downloading Alertmanager (3 MB)',
    ]);
    expect(readFileSync(on.environment['CALLS'] ?? '', 'utf8')).toMatch(/ download prometheus-alertmanager\n$/);
    const text = readFileSync(join(paths().alertmanager, 'usr/bin/prometheus-alertmanager'), 'utf8');
    expect(text).toContain('# usr/share/prometheus/alertmanager//ui/\n');
  });

  it('goes on without it when neither can be had, and downloads nothing that was not wanted', async () => {
    const on = context();
    const broken = { ...on, environment: { ...on.environment, OFFLINE: '1' } };
    expect(await ensure({ yes: true, source: NO_NETWORK }, broken)).toEqual({
      missing:
        'no Alertmanager on this machine, and apt-get could not download Alertmanager: Unable to fetch some archives; check ' +
        'the network, or put alertmanager and amtool 0.25 or newer on PATH: start again later, or put "alertmanager" on PATH',
    });
    const before = readFileSync(on.environment['CALLS'] ?? '', 'utf8');
    for (const options of [{}, { yes: true, download: false }]) {
      expect(await ensure(options, on)).toMatchObject({ missing: expect.stringContaining('cannot be reached') });
    }
    expect(readFileSync(on.environment['CALLS'] ?? '', 'utf8')).toBe(before);
    expect(existsSync(paths().alertmanager)).toBe(false);
  });

  it('keeps the one that is there', async () => {
    const found = { version: '0.25.0', program: '/usr/bin/prometheus-alertmanager' };
    expect(await ensureAlertmanager(found, context(), { yes: false, download: true })).toBe(found);
  });
});
