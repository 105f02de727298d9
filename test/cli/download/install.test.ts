import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../../lib/cli/download/save';
import { ARCHIVE, grafanaRelease, PROGRAM } from './grafana-release';

const { page, tools, planOf, archivePath, publish, install, inTools, downloads } = grafanaRelease();

describe('a verified download', () => {
  it('brings the tool, in one piece and nothing else', async () => {
    publish();
    const where = await install();
    expect(where).toBe(join(tools(), 'grafana-13.2.0'));
    expect(readFileSync(join(where, 'bin', 'grafana'), 'utf8')).toBe(PROGRAM);
    expect(inTools()).toEqual(['grafana-13.2.0']);
  });

  it('asks first, with the size, and shows how far it is', async () => {
    publish();
    const asked: unknown[] = [];
    const shown: (Progress | 'unpacking')[] = [];
    await install({
      mayDownload: async (bytes) => asked.push(bytes) > 0,
      show: (progress) => shown.push(progress),
    });
    expect(asked).toEqual([ARCHIVE.length]);
    expect(shown.at(-2)).toEqual({ received: ARCHIVE.length, total: ARCHIVE.length });
    expect(shown.at(-1)).toBe('unpacking');
  });

  it('downloads nothing when it is not wanted', async () => {
    publish();
    await expect(install({ mayDownload: async () => false })).rejects.toMatchObject({ code: 'DownloadNotWanted' });
    expect(inTools()).toEqual([]);
  });

  it('finds a complete tool at once, without the network', async () => {
    publish();
    await install();
    page().asked.length = 0;
    await install();
    expect(page().asked).toEqual([]);
  });

  it('follows a redirect to https, as the pages of releases do', async () => {
    publish();
    page().pages.set('/store/4711', ARCHIVE);
    page().pages.set(archivePath(), (response) => response.writeHead(302, { location: '/store/4711' }).end());
    await install();
    expect(page().asked).toContain('/store/4711');
  });

  it('is made once by two at once', async () => {
    publish();
    expect(await Promise.all([install(), install()])).toEqual([
      join(tools(), 'grafana-13.2.0'),
      join(tools(), 'grafana-13.2.0'),
    ]);
    expect(inTools()).toEqual(['grafana-13.2.0']);
  });

  it('does not download a second time what could not be unpacked', async () => {
    publish();
    const stopped = new AbortController();
    const show = (progress: Progress | 'unpacking') => {
      if (progress === 'unpacking') stopped.abort(new Error('stopped'));
    };
    await expect(install({ signal: stopped.signal, show })).rejects.toThrow('stopped');
    expect(inTools()).toEqual([planOf().archive]);
    page().asked.length = 0;
    await install({ mayDownload: () => Promise.reject(new Error('asked again')) });
    expect(downloads()).toBe(0);
    expect(inTools()).toEqual(['grafana-13.2.0']);
  });

  it('does not believe what a killed one left, and clears it away', async () => {
    publish();
    const { pid } = spawnSync('true'); // A process that is gone.
    const killed = join(tools(), `.partial-${pid}-abc`, 'grafana-13.2.0', 'bin');
    mkdirSync(killed, { recursive: true });
    writeFileSync(join(killed, 'grafana'), 'half', { mode: 0o755 });
    mkdirSync(join(tools(), 'grafana-13.2.0', 'conf'), { recursive: true });
    writeFileSync(join(tools(), planOf().archive), ARCHIVE.subarray(0, 1000));
    await install();
    expect(downloads()).toBeGreaterThan(0);
    expect(readFileSync(join(tools(), 'grafana-13.2.0', 'bin', 'grafana'), 'utf8')).toBe(PROGRAM);
    expect(inTools()).toEqual(['grafana-13.2.0']);
  });

  it('leaves the partial download of one that still runs alone', async () => {
    publish();
    mkdirSync(join(tools(), `.partial-${process.ppid}-abc`), { recursive: true });
    await install();
    expect(inTools().sort()).toEqual([`.partial-${process.ppid}-abc`, 'grafana-13.2.0']);
  });
});
