import { TRAFFIC_MIX } from '../../../lib/cli/up/traffic-mix';
import { type RunningService, startService } from '../../app/_helpers/running-service';

const ROUTES = ['/', '/api/users', '/api/echo', '/api/match'];

describe('the traffic of a lab', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it('is, of ten requests, three to /, three for users, two echoes and two matches', () => {
    const counts = ROUTES.map((route) => TRAFFIC_MIX.filter(({ path }) => path === route).length);
    expect(counts).toEqual([3, 3, 2, 2]);
    expect(TRAFFIC_MIX).toHaveLength(10);
  });

  it.each([...new Set(TRAFFIC_MIX)])('$method $path is answered with 200', async ({ method, path, body }) => {
    const json = { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(service.url + path, { method, ...(body === undefined ? {} : json) });
    const answer = (await response.json()) as { score?: number };
    expect(response.status).toBe(200);
    expect(answer.score).toBe(path === '/api/match' ? 0.9 : undefined);
  });
});
