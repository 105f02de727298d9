import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchAlerts } from '../../../lib/cli/alertmanager/api';

describe("Alertmanager's alerts", () => {
  let server: Server;
  let answer = '';
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/api/v2/alerts' ? 200 : 404;
      response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('come most severe first, with what they are about and what became of them', async () => {
    const status = { state: 'suppressed', inhibitedBy: ['1'], silencedBy: [] };
    const burn = { slo: 'availability', objective: '99%' };
    answer = JSON.stringify([
      {
        labels: { alertname: 'Z' },
        receivers: [{ name: 'lab' }],
        status: { ...status, inhibitedBy: [], silencedBy: ['2'] },
      },
      {
        labels: { alertname: 'B', severity: 'P1', clock: 'real', ...burn },
        receivers: [{ name: 'real-month' }],
        status,
      },
      {
        labels: { alertname: 'A', severity: 'P0', clock: 'class', ...burn },
        receivers: [{ name: 'class-hour' }],
        status: { ...status, state: 'active', inhibitedBy: [] },
      },
    ]);
    expect((await fetchAlerts(url))?.map((alert) => ({ ...alert, labels: undefined }))).toEqual([
      { name: 'A', severity: 'P0', about: 'availability 99% class hour', receivers: ['class-hour'], state: 'active' },
      {
        name: 'B',
        severity: 'P1',
        about: 'availability 99% real month',
        receivers: ['real-month'],
        state: 'inhibited',
      },
      { name: 'Z', severity: null, about: '', receivers: ['lab'], state: 'silenced' },
    ]);
  });

  test.each(['', '{}', '[{}]', '<html>'])('are not known when it answers %j', async (text) => {
    answer = text;
    expect(await fetchAlerts(url)).toBeUndefined();
  });

  test('are not known when nobody answers', async () => {
    expect(await fetchAlerts('http://127.0.0.1:1')).toBeUndefined();
  });
});
