import { createServer, type Server } from 'node:net';
import { findPortHolder, listeningInodes } from '../../../lib/cli/doctor/port-holder';
import { probePort, wantedPorts } from '../../../lib/cli/doctor/ports';

const TABLE = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
  '   1: 0100007F:1388 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0',
  '   2: 00000000:11D6 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
  '',
].join('\n');

describe('who listens on a port', () => {
  it('is read from the kernel: sockets in state LISTEN on that port', () => {
    expect(listeningInodes(TABLE, 5000)).toEqual(['111']);
    expect(listeningInodes(TABLE, 4566)).toEqual(['333']);
    expect(listeningInodes(TABLE, 9090)).toEqual([]);
  });

  it('is unknown where there is no /proc', () => {
    expect(findPortHolder(5000, '/nowhere')).toBeUndefined();
  });
});

describe('probing a port', () => {
  let server: Server;
  let taken: number;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    taken = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('finds out that it is taken, and by whom', async () => {
    const wanted = { port: taken, purpose: 'a test', needed: true };
    expect(await probePort(wanted)).toMatchObject({ state: 'taken', holder: { pid: process.pid } });
  });

  it('finds that port 0 is always free', async () => {
    expect(await probePort({ port: 0, purpose: 'a test', needed: true })).toMatchObject({ state: 'free' });
  });

  it('is done for the endpoint and for every port of the lab', () => {
    expect(wantedPorts(4000).map(({ port }) => port)).toEqual([4000, 5000, 9090, 3000, 9093, 8080]);
  });
});
