import { SAMPLE_USERS } from '../../../app/src/store/sample-users';
import { type RunningService, startService } from '../_helpers/running-service';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const get = (path: string) => fetch(`${service.url}${path}`);

test('/api/users answers the users, and says what the data is worth', async () => {
  const answer = await get('/api/users');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-data-freshness')).toBe('fresh');
  expect(answer.headers.get('age')).toBe('0');
  expect(await answer.json()).toEqual(SAMPLE_USERS);
});

test('/api/users goes page by page', async () => {
  expect(await (await get('/api/users?limit=2')).json()).toEqual(SAMPLE_USERS.slice(0, 2));
  expect(await (await get('/api/users?limit=2&offset=2')).json()).toEqual(SAMPLE_USERS.slice(2, 4));
  expect(await (await get('/api/users?offset=2147483647')).json()).toEqual([]);
});

test('/api/users/:id answers one user', async () => {
  const answer = await get('/api/users/102');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ id: 102, name: 'Jane Smith', email: 'jane@example.com' });
});

test('fails with 404 for a user who is not there', async () => {
  const answer = await get('/api/users/2147483647');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('x-data-freshness')).toBe('fresh');
  expect(await answer.json()).toMatchObject({
    error: { code: 'NotFound', message: 'there is no user with the id 2147483647' },
  });
});

test.each([
  ['/api/users?limit=0', 'query.limit: must be a whole number from 1 to 100'],
  ['/api/users?limit=101', 'query.limit: must be a whole number from 1 to 100'],
  ['/api/users?limit=', 'query.limit: must be a whole number from 1 to 100'],
  ['/api/users?limit=1e1', 'query.limit: must be a whole number from 1 to 100'],
  ['/api/users?limit=NaN', 'query.limit: must be a whole number from 1 to 100'],
  ['/api/users?offset=-1', 'query.offset: must be a whole number from 0 to 2147483647'],
  ['/api/users?offset=2147483648', 'query.offset: must be a whole number from 0 to 2147483647'],
  ['/api/users?offset=99999999999999999999', 'query.offset: must be a whole number from 0 to 2147483647'],
  ['/api/users/0', 'params.id: must be a whole number from 1 to 2147483647'],
  ['/api/users/john', 'params.id: must be a whole number from 1 to 2147483647'],
  ["/api/users/1'%20OR%20'1'='1", 'params.id: must be a whole number from 1 to 2147483647'],
])('fails with 400 for %s', async (path, message) => {
  const answer = await get(path);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'InvalidInput', message } });
});

test.each(['/api/users?limit=1&limit=2', '/api/users?sort=name'])('fails with 400 for %s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'InvalidInput' } });
});
