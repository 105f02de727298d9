import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { installRelease, type InstallOptions } from '../../../lib/cli/download/install';
import { planDownload, type DownloadPlan } from '../../../lib/cli/download/plan';
import type { Progress } from '../../../lib/cli/download/save';
import type { LabError } from '../../../lib/model/errors';
import { temporaryFolder } from '../temporary-folder';
import { releasePage, sha256 } from './release-page';
import { tarGz } from './tar-gz';

const folder = temporaryFolder();
const page = releasePage();
const tools = () => join(folder(), '.lab', 'tools');

const PROGRAM = '#!/bin/sh\necho "grafana version 13.2.0"\n';
/** What does not get smaller. */
const NOISE = randomBytes(150_000).toString('base64');
const archiveOf = (program: string) =>
  tarGz([
    { path: 'grafana-13.2.0/bin/grafana', content: program, mode: 0o755 },
    { path: 'grafana-13.2.0/conf/defaults.ini', content: NOISE },
  ]);
const ARCHIVE = archiveOf(PROGRAM);

function planOf(site = page().source.site): DownloadPlan {
  const plan = planDownload('grafana', 'x64', site);
  if (!plan) throw new Error('no plan');
  return plan;
}
const archivePath = () => new URL(planOf().archiveUrl).pathname;
const checksumPath = () => new URL(planOf().checksumUrl).pathname;

/** A release page as it should be. */
function publish(archive = ARCHIVE): void {
  page().pages.set(archivePath(), archive);
  page().pages.set(checksumPath(), `${sha256(archive)}\n`);
}

function install(options: Partial<InstallOptions> = {}, plan = planOf()): Promise<string> {
  return installRelease(plan, {
    tools: tools(),
    environment: { PATH: '/usr/bin:/bin' },
    mayDownload: async () => true,
    source: page().source,
    ...options,
  });
}

/** How an installation failed, and what it left. */
async function failureOf(options: Partial<InstallOptions> = {}, plan = planOf()) {
  const error: unknown = await install(options, plan).catch((reason: unknown) => reason);
  const { code, message } = error as LabError;
  return { code, message, left: inTools() };
}

const nothingLeft = (code: string, message: string | RegExp) => ({
  code,
  message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
  left: [],
});

const inTools = () => (existsSync(tools()) ? readdirSync(tools()) : []);
const downloads = () => page().asked.filter((path) => path === archivePath()).length;

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

describe('a download that goes wrong', () => {
  it('fails when the checksum is another', async () => {
    publish();
    page().pages.set(checksumPath(), 'e'.repeat(64));
    expect(await failureOf()).toEqual(
      nothingLeft(
        'ChecksumWrong',
        `${planOf().archiveUrl} is not what the release says it is: its SHA-256 is ${sha256(ARCHIVE)}, published is ${'e'.repeat(64)}`,
      ),
    );
  });

  it('fails when the checksum is missing, before anything large is downloaded', async () => {
    publish();
    page().pages.delete(checksumPath());
    expect(await failureOf()).toEqual(nothingLeft('DownloadRefused', `${planOf().checksumUrl} was answered with 404`));
    expect(downloads()).toBe(0);
  });

  it('fails when the checksum file has none for the archive', async () => {
    publish();
    page().pages.set(checksumPath(), '<html>Log in to the hotel network</html>');
    expect(await failureOf()).toEqual(
      nothingLeft('ChecksumMissing', /\.sha256 has no checksum for grafana-13\.2\.0\.linux-amd64\.tar\.gz$/),
    );
  });

  it('fails when the archive is not there', async () => {
    publish();
    page().pages.delete(archivePath());
    expect(await failureOf()).toEqual(nothingLeft('DownloadRefused', `${planOf().archiveUrl} was answered with 404`));
  });

  it.each([
    ['with its size announced', { 'content-length': ARCHIVE.length }],
    ['in chunks', {}],
  ])('fails when the connection is dropped half-way, %s', async (_how, headers) => {
    publish();
    page().pages.set(archivePath(), (response) => {
      response.writeHead(200, headers);
      response.write(ARCHIVE.subarray(0, 500), () => setTimeout(() => response.destroy(), 20));
    });
    expect(await failureOf()).toEqual(
      nothingLeft(
        'DownloadCut',
        /^the download of \S+ stopped after 500( of \d+)? bytes \(the connection was reset\)$/,
      ),
    );
  });

  it('fails when the server announces more than it sends', async () => {
    publish();
    page().pages.set(archivePath(), (response) => {
      response.writeHead(200, { 'content-length': ARCHIVE.length + 1, connection: 'close' });
      response.write(ARCHIVE, () => response.socket?.end());
    });
    expect(await failureOf()).toEqual(nothingLeft('DownloadCut', /stopped after \d+ of \d+ bytes/));
  });

  it('fails when the download stalls', async () => {
    publish();
    page().pages.set(archivePath(), (response) => {
      response.writeHead(200, { 'content-length': ARCHIVE.length }).write('x');
    });
    expect(await failureOf()).toEqual(
      nothingLeft('DownloadCut', /stopped after 1 of \d+ bytes \(nothing came for 0.3 s\)$/),
    );
  });

  it('fails when the disk is full', async () => {
    publish();
    const full = () =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
      });
    expect(
      await failureOf({
        source: { ...page().source, writeTo: full },
      }),
    ).toEqual(nothingLeft('NoSpace', 'the disk is full; make room ("df -h .") and start again'));
  });

  it('fails when a redirect leaves https', async () => {
    publish();
    page().pages.set(archivePath(), (response) =>
      response.writeHead(302, { location: 'http://example.test/grafana' }).end(),
    );
    expect(await failureOf()).toEqual(
      nothingLeft(
        'InsecureDownload',
        `${planOf().archiveUrl} leads to http://example.test, and only https is followed`,
      ),
    );
  });

  it('fails when redirects lead in a circle', async () => {
    page().pages.set(checksumPath(), (response) => response.writeHead(302, { location: checksumPath() }).end());
    expect(await failureOf()).toEqual(
      nothingLeft('DownloadRefused', `${planOf().checksumUrl} leads from one address to the next`),
    );
  });

  it('fails on an archive that would write elsewhere, although its checksum is right', async () => {
    publish(tarGz([{ path: 'grafana/../../../escaped', content: 'x' }]));
    expect(await failureOf()).toEqual(
      nothingLeft('UnsafeArchive', /"grafana\/\.\.\/\.\.\/\.\.\/escaped" leaves the folder$/),
    );
    expect(readdirSync(join(folder(), '.lab'))).toEqual(['tools']);
  });

  it.each([
    ['ends at once', '#!/bin/sh\nexit 1\n'],
    ['is for another machine', '\x7fELF of another machine'],
  ])('fails when the program %s', async (_what, program) => {
    publish(archiveOf(program));
    expect(await failureOf()).toEqual(
      nothingLeft('DownloadDoesNotRun', 'the official Grafana 13.2.0 does not run on this machine'),
    );
  });

  it('stops within a moment when it is interrupted', async () => {
    publish();
    const controller = new AbortController();
    page().pages.set(archivePath(), (response) => {
      response.writeHead(200, { 'content-length': ARCHIVE.length }).write(ARCHIVE.subarray(0, 500));
    });
    const show = () => controller.abort(new Error('stopped'));
    await expect(install({ signal: controller.signal, show })).rejects.toThrow('stopped');
    expect(inTools()).toEqual([]);
  });
});

describe('without a network', () => {
  /** How an attempt fails, and whether it was quick. */
  const attempt = async (site: string) => {
    const startedAt = Date.now();
    const failure = await failureOf({}, planOf(site));
    return { ...failure, quick: Date.now() - startedAt < 2_000 };
  };
  const unreachable = (message: string | RegExp) => ({ ...nothingLeft('DownloadUnreachable', message), quick: true });

  it('fails at once when the connection is refused', async () => {
    expect(await attempt('https://127.0.0.1:1')).toEqual(
      unreachable('127.0.0.1 cannot be reached (the connection was refused)'),
    );
  });

  it('fails at once when the name is not known', async () => {
    expect(await failureOf({}, planOf('https://release.invalid'))).toEqual(
      nothingLeft(
        'DownloadUnreachable',
        /^release\.invalid cannot be reached \((its name is not known here|names cannot)/,
      ),
    );
  });

  it('fails soon when nothing answers: a server that says nothing is as silent as a black hole', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    expect(await attempt(`https://127.0.0.1:${port}`)).toEqual(
      unreachable('127.0.0.1 cannot be reached (no connection within 0.4 s)'),
    );
    silent.close();
  });

  it('fails soon when the page takes the connection and never answers', async () => {
    page().pages.set(checksumPath(), () => {});
    expect(await attempt(page().source.site)).toEqual(
      unreachable('127.0.0.1 cannot be reached (no answer within 0.3 s)'),
    );
  });
});
