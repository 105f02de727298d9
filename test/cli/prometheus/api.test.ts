import { createServer, type Server } from 'node:http';
import { fetchTargets } from '../../../lib/cli/prometheus/api';

const ANSWER = {
  status: 'success',
  data: {
    activeTargets: [
      {
        discoveredLabels: { __meta_dns_name: 'sre-app-service.sre.local.' },
        labels: { job: 'sre-app', instance: '10.0.0.5:5000' },
        scrapeUrl: 'http://10.0.0.5:5000/metrics',
        health: 'down',
        lastError: 'connection refused',
      },
    ],
    droppedTargets: [],
  },
};

describe("Prometheus' targets", () => {
  let server: Server;
  let answer: string;
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) =>
      response.end(request.url === '/api/v1/targets?state=active' ? answer : ''),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('are read with address, health and error', async () => {
    answer = JSON.stringify(ANSWER);
    expect(await fetchTargets(url)).toEqual([
      { job: 'sre-app', address: '10.0.0.5:5000', health: 'down', lastError: 'connection refused' },
    ]);
  });

  it.each(['<html>', '{"status":"error"}'])('are unknown when the answer is %j', async (text) => {
    answer = text;
    expect(await fetchTargets(url)).toBeUndefined();
  });

  it('are unknown when nobody answers', async () => {
    expect(await fetchTargets('http://127.0.0.1:1')).toBeUndefined();
  });
});
