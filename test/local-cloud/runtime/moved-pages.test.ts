import { Agent, request } from 'node:http';
import type { Network, Place } from '../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import { eventually, get, loopbackAddress, PATH, startIn, temporaryDirectory } from './harness';

/** Has /classic/pages and /own; echoes what it gets at /echo; answers 404 to the rest. */
const PROGRAM = `require('http').createServer((q, s) => {
  if (q.url === '/echo') return q.pipe(s.writeHead(201, { 'x-method': q.method }));
  const known = q.url.startsWith('/classic/pages') || q.url === '/own';
  s.writeHead(known ? 200 : 404).end(known ? 'page ' + q.url : 'not here');
}).listen(9090, process.env.HOST, () => console.log('listening'))`;

describe.each(['namespaces', 'loopback'] as const)('pages that a program has elsewhere, on %s', (choice) => {
  const { directory, remove } = temporaryDirectory();
  const address = loopbackAddress(90);
  const url = `http://${address}:9090`;
  let network: Network;
  let place: Place;

  beforeAll(async () => {
    network = await openNetwork({ stateDirectory: directory, path: PATH, choice, log: () => undefined });
    place = await network.createPlace({
      id: 'prometheus',
      privateAddress: choice === 'loopback' ? loopbackAddress(91) : '10.7.0.1',
      publicAddress: address,
      ports: [9090],
    });
    await startIn(place, [process.execPath, '-e', PROGRAM], { untilLine: 'listening' });
    place.setMovedPages(9090, { '/pages': '/classic/pages', '/own': '/classic/own' });
  });
  afterAll(async () => {
    await network.close();
    remove();
  });

  const redirectOf = async (path: string) =>
    (await fetch(`${url}${path}`, { redirect: 'manual' })).headers.get('location');

  it('redirect, with their query', async () => {
    expect(await redirectOf('/pages')).toBe('/classic/pages');
    expect(await redirectOf('/pages?a=1&b=?')).toBe('/classic/pages?a=1&b=?');
    expect(await get(`${url}/pages`)).toBe('page /classic/pages');
  });

  it('do not redirect when the program has them itself, nor pages that nobody moved', async () => {
    expect(await redirectOf('/own')).toBeNull();
    const other = await fetch(`${url}/other`);
    expect({ status: other.status, body: await other.text() }).toEqual({ status: 404, body: 'not here' });
  });

  it('redirect also on a connection that was used before', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses = [];
    for (const path of ['/own', '/pages', '/own', '/pages']) {
      statuses.push(
        await new Promise((resolve, reject) => {
          const outgoing = request(`${url}${path}`, { agent }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          });
          outgoing.on('error', reject).end();
        }),
      );
    }
    agent.destroy();
    expect(statuses).toEqual([200, 302, 200, 302]);
  });

  it('leave bodies, methods and headers of other requests as they are', async () => {
    const body = 'x'.repeat(1_000_000);
    const response = await fetch(`${url}/echo`, { method: 'PUT', body });
    expect({ status: response.status, method: response.headers.get('x-method') }).toEqual({
      status: 201,
      method: 'PUT',
    });
    expect(await response.text()).toBe(body);
  });

  it('end with the task', async () => {
    await place.close();
    // A pooled connection of fetch may have to notice first.
    let answer = '';
    await eventually(async () => (answer = await get(`${url}/pages`)) === 'ECONNREFUSED');
    expect(answer).toBe('ECONNREFUSED');
  });
});
