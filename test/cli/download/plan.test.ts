import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planDownload, publishedChecksum } from '../../../lib/cli/download/plan';
import { RELEASES } from '../../../lib/cli/download/releases';
import { IMAGES } from '../../../lib/model/images';

const ROOT = join(__dirname, '..', '..', '..');
const DIGEST = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

describe('what to download', () => {
  it('is the official Prometheus of this platform, with the checksums of the release', () => {
    expect(planDownload('prometheus', 'x64')).toEqual({
      tool: 'prometheus',
      title: 'Prometheus',
      version: '3.13.1',
      archiveUrl:
        'https://github.com/prometheus/prometheus/releases/download/v3.13.1/prometheus-3.13.1.linux-amd64.tar.gz',
      checksumUrl: 'https://github.com/prometheus/prometheus/releases/download/v3.13.1/sha256sums.txt',
      checksumFile: 'list',
      archive: 'prometheus-3.13.1.linux-amd64.tar.gz',
      folder: 'prometheus-3.13.1',
      program: 'prometheus',
    });
  });

  it('is the official Grafana of this platform, with the checksum beside it', () => {
    expect(planDownload('grafana', 'arm64')).toMatchObject({
      archiveUrl: 'https://dl.grafana.com/oss/release/grafana-13.2.0.linux-arm64.tar.gz',
      checksumUrl: 'https://dl.grafana.com/oss/release/grafana-13.2.0.linux-arm64.tar.gz.sha256',
      folder: 'grafana-13.2.0',
      program: 'bin/grafana',
    });
  });

  it('is nothing on a platform that has no release', () => {
    expect(planDownload('prometheus', 'riscv64')).toBeUndefined();
  });

  it.each(['prometheus', 'grafana'] as const)('%s has the version of its image', (tool) => {
    const dockerfile = readFileSync(join(ROOT, IMAGES[tool].context, 'Dockerfile'), 'utf8');
    const [, version] = /^FROM \S+:v?(\d+\.\d+\.\d+)$/m.exec(dockerfile) ?? [];
    expect(RELEASES[tool].version).toBe(version);
  });
});

describe('the published checksum', () => {
  const list = { archive: 'tool-1.linux-amd64.tar.gz', checksumFile: 'list' } as const;
  const single = { ...list, checksumFile: 'single' } as const;

  it('is the line of the archive', () => {
    const text = `${OTHER}  tool-1.linux-arm64.tar.gz\n${DIGEST}  tool-1.linux-amd64.tar.gz\n`;
    expect(publishedChecksum(text, list)).toBe(DIGEST);
  });

  it.each([
    ['alone', DIGEST],
    ['with a line feed, in capitals', `${DIGEST.toUpperCase()}\n`],
    ["with the name that the archive had on the builder's disk", `${DIGEST}  dist/tool_1_4711_linux_amd64.tar.gz\n`],
    ['as a binary file', `${DIGEST} *tool-1.linux-amd64.tar.gz\r\n`],
  ])('is that of a file of its own, %s', (_how, text) => {
    expect(publishedChecksum(text, single)).toBe(DIGEST);
  });

  it.each([
    ['no line of a list is the archive', list, `${DIGEST}  tool-1.linux-amd64.tar.gz.asc\n`],
    ['the file is empty', single, ''],
    ['it is a page of something else', single, '<html>Please log in</html>'],
    ['there are two and none is named', single, `${DIGEST}\n${OTHER}\n`],
    ['it is too short', single, DIGEST.slice(1)],
  ])('is unknown when %s', (_when, plan, text) => {
    expect(publishedChecksum(text, plan)).toBeUndefined();
  });
});
