import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { grafanaRelease, nothingLeft } from './grafana-release';

const { page, planOf, checksumPath, failureOf } = grafanaRelease();

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
