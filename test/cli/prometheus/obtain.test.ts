import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../../lib/cli/host';
import { locatePrometheus } from '../../../lib/cli/prometheus/locate';
import { obtainPrometheus, type ObtainOptions } from '../../../lib/cli/prometheus/obtain';
import { temporaryFolder } from '../temporary-folder';
import { PROMETHEUS, standIns } from './stand-ins';

const folder = temporaryFolder();
const tools = () => join(folder(), '.lab', 'tools');
const target = () => join(tools(), 'prometheus');

function obtain(environment: Environment, options: Partial<ObtainOptions> = {}) {
  return obtainPrometheus({
    environment,
    folder: target(),
    mayDownload: async () => true,
    progress: () => {},
    ...options,
  });
}

const nothingIsLeft = () => expect(existsSync(tools()) ? readdirSync(tools()) : []).toEqual([]);

describe('getting Prometheus', () => {
  it('downloads and unpacks it, and it runs', async () => {
    const environment = standIns(folder());
    writeFileSync(environment.LISTS, '');
    const asked: number[] = [];
    const found = await obtain(environment, { mayDownload: async (megabytes) => asked.push(megabytes) > 0 });
    expect(found).toEqual({
      version: '9.8.7',
      directory: join(target(), 'usr', 'bin'),
      promtool: true,
      unpackedIn: target(),
    });
    expect(asked).toEqual([3]);
    expect(readdirSync(tools())).toEqual(['prometheus']);
    expect(existsSync(join(target(), 'etc'))).toBe(false);
    expect(await locatePrometheus({ PATH: folder() }, { tools: tools(), prometheus: target() })).toEqual(found);
  });

  it('downloads only what Prometheus and its pages need', async () => {
    const environment = standIns(folder());
    writeFileSync(environment.LISTS, '');
    await obtain(environment);
    expect(readFileSync(environment.CALLS, 'utf8')).toMatch(/ download prometheus libjs-page\n$/);
    expect(readFileSync(environment.CALLS, 'utf8')).not.toContain('update');
  });

  it('lets it find its pages below its working directory', async () => {
    const environment = standIns(folder());
    writeFileSync(environment.LISTS, '');
    await obtain(environment);
    const program = readFileSync(join(target(), 'usr', 'bin', 'prometheus'), 'utf8');
    expect(program).toContain('reads usr/share/prometheus/web//\n');
    expect(program).toHaveLength(PROMETHEUS.length);
  });

  it("reads the package lists first when there are none, into the project's own folder", async () => {
    const environment = standIns(folder());
    const progress: string[] = [];
    await obtain(environment, { progress: (line) => progress.push(line) });
    expect(progress).toEqual(['reading the package lists', 'downloading Prometheus (3 MB)']);
    const [update] = readFileSync(environment.CALLS, 'utf8').split('\n');
    expect(update).toContain(`-o Dir::State=${target()}.partial/state`);
    expect(update).toContain('-q update');
  });

  it.each([
    ['the lists cannot be read', {}, 'apt-get could not read the package lists: Failed to fetch the lists'],
    [
      'the download fails',
      { LISTS: '/dev/null' },
      'apt-get could not download Prometheus: Unable to fetch some archives',
    ],
  ])('fails without a network when %s, and leaves nothing', async (_when, more, sentence) => {
    await expect(obtain(standIns(folder(), { OFFLINE: '1', ...more }))).rejects.toMatchObject({
      code: 'PrometheusDownload',
      message: `${sentence}; check the network, or put prometheus and promtool on PATH yourself`,
    });
    nothingIsLeft();
  });

  it('fails when a package cannot be unpacked, and leaves nothing', async () => {
    await expect(obtain(standIns(folder(), { LISTS: '/dev/null', BROKEN: '1' }))).rejects.toThrow(
      'dpkg-deb could not unpack libjs-page.deb; is the disk full ("df -h .")?',
    );
    nothingIsLeft();
  });

  it('fails when what came does not run, and leaves nothing', async () => {
    await expect(obtain(standIns(folder(), { LISTS: '/dev/null', STAND_IN: '/bin/false' }))).rejects.toThrow(
      'the Prometheus that apt-get downloaded does not run on this machine; put prometheus and promtool on PATH yourself',
    );
    nothingIsLeft();
  });

  it('fails when the user does not want it, and leaves nothing', async () => {
    const environment = standIns(folder(), { LISTS: '/dev/null' });
    await expect(obtain(environment, { mayDownload: async () => false })).rejects.toThrow(
      'the lab needs Prometheus; say y, use "npx lab up --yes", or put prometheus and promtool on PATH yourself',
    );
    nothingIsLeft();
  });

  it('stops within a moment when it is interrupted, and leaves nothing', async () => {
    const controller = new AbortController();
    const environment = standIns(folder(), { LISTS: '/dev/null', HANGS: '1' });
    const running = obtain(environment, {
      signal: controller.signal,
      progress: () => setTimeout(() => controller.abort(new Error('stopped')), 50),
    });
    await expect(running).rejects.toThrow('apt-get could not download Prometheus');
    nothingIsLeft();
  }, 5_000);

  it('keeps the Prometheus that is there when a new one cannot be had', async () => {
    mkdirSync(join(target(), 'usr'), { recursive: true });
    await expect(obtain(standIns(folder(), { LISTS: '/dev/null', BROKEN: '1' }))).rejects.toThrow('dpkg-deb');
    expect(readdirSync(tools())).toEqual(['prometheus']);
  });

  it('fails on a machine without apt-get', async () => {
    await expect(obtain({ PATH: join(folder(), 'empty') })).rejects.toThrow(
      'Prometheus is not on PATH, and there is no apt-get to get it with; put prometheus and promtool 2.42 or newer on PATH (https://prometheus.io/docs/prometheus/latest/installation/)',
    );
  });

  it('fails on a system that has no such package', async () => {
    const environment = standIns(folder());
    await expect(obtain({ ...environment, LISTS: join(folder(), 'missing', 'lists') })).rejects.toThrow(
      /^this system has no package "prometheus"; put prometheus and promtool 2.42 or newer on PATH/,
    );
    nothingIsLeft();
  });
});
