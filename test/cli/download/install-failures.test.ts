import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { ARCHIVE, archiveOf, grafanaRelease, nothingLeft } from './grafana-release';
import { sha256 } from './release-page';
import { tarGz } from './tar-gz';

const { folder, page, planOf, archivePath, checksumPath, publish, install, failureOf, inTools, downloads } =
  grafanaRelease();

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
