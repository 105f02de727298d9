import { parseMix, spread, TRAFFIC_MIX } from '../../../lib/cli/traffic/mix';
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

describe('a mix', () => {
  const paths = (text: string) => spread(parseMix(text)).map(({ path }) => path);

  it('is as even as its weights allow, in a round as short as they allow', () => {
    expect(paths('/=2,/fail=1,/risky=1')).toEqual(['/', '/fail', '/risky', '/']);
    expect(paths('/=40,/fail=20')).toEqual(['/', '/fail', '/']);
    expect(paths('/=9,/fail')).toHaveLength(10);
  });

  it("sends the lab's own paths with their method and body, and any other path as it is", () => {
    expect(parseMix('/api/echo,/api/users?limit=5,/api/error?type=client=3')).toEqual([
      { request: { method: 'POST', path: '/api/echo', body: { message: 'Hello World' } }, weight: 1 },
      { request: { method: 'GET', path: '/api/users?limit' }, weight: 5 },
      { request: { method: 'GET', path: '/api/error?type=client' }, weight: 3 },
    ]);
  });

  it.each(['', 'fail', '/=0', '/=1001', '/a b', '/ä', '/,'])('refuses "%s"', (text) => {
    expect(() => parseMix(text)).toThrow(
      /^--mix has ".*"; allowed: paths with weights from 1 to 1000, such as \/=9,\/fail=1$/,
    );
  });

  it('refuses a path that is there twice', () => {
    expect(() => parseMix('/=1,/fail=2,/=3')).toThrow('--mix has / twice; allowed: each path once');
  });
});
