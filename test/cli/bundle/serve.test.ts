import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveBundle, type Served } from '../../../lib/cli/bundle/serve';
import { temporaryFolder } from '../temporary-folder';

describe('serving an offline copy', () => {
  const folder = temporaryFolder();
  const told: string[] = [];
  let served: Served;
  let url: string;
  beforeEach(async () => {
    told.length = 0;
    writeFileSync(join(folder(), 'lab.tar.gz'), '0123456789');
    writeFileSync(join(folder(), 'lab.tar.gz.sha256'), 'abc  lab.tar.gz\n');
    writeFileSync(join(folder(), 'secret.txt'), 'secret');
    served = await serveBundle(join(folder(), 'lab.tar.gz'), 0, (line) => told.push(line), '127.0.0.1');
    url = served.urls[0]!;
  });
  afterEach(() => served.close());

  it('gives the copy and its checksum, and says how', async () => {
    expect(await (await fetch(`${url}lab.tar.gz`)).text()).toBe('0123456789');
    expect(await (await fetch(`${url}lab.tar.gz.sha256`)).text()).toBe('abc  lab.tar.gz\n');
    expect(await (await fetch(url)).text()).toContain(`curl -fO ${url}lab.tar.gz`);
    expect(told).toEqual(['127.0.0.1 has it']);
  });

  it('goes on with a download that broke off', async () => {
    const rest = await fetch(`${url}lab.tar.gz`, { headers: { Range: 'bytes=4-' } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe('bytes 4-9/10');
    expect(await rest.text()).toBe('456789');
    expect((await fetch(`${url}lab.tar.gz`, { headers: { Range: 'bytes=10-' } })).status).toBe(416);
  });

  it.each(['secret.txt', '..%2f..%2fetc%2fpasswd', '%zz', 'lab.tar.gz/'])('gives nothing else: %s', async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('takes nothing', async () => {
    expect((await fetch(`${url}lab.tar.gz`, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  it('says which port is taken', async () => {
    const { port } = new URL(url);
    await expect(serveBundle(join(folder(), 'lab.tar.gz'), Number(port), () => {}, '127.0.0.1')).rejects.toThrow(
      `port ${port} is taken; --port names another one, and 0 takes a free one`,
    );
  });
});
