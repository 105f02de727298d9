import { createCredentialStore } from '../../../lib/local-cloud/kernel/credentials';
import { createTaskCredentials } from '../../../lib/local-cloud/kernel/task-credentials';

describe("the credentials of tasks' roles", () => {
  const ROLE = 'arn:aws:iam::000000000000:role/observability';
  let now = 0;
  const store = createCredentialStore('000000000000', () => now);
  const credentials = createTaskCredentials(store, '000000000000', () => now);

  it('are those of a session of the role, at a path that nobody guesses', () => {
    const path = credentials.open('task1', ROLE);
    expect(path).toMatch(/^\/v2\/credentials\/[0-9a-f]{48}$/);
    const answer = credentials.at(path);
    expect(answer).toMatchObject({ RoleArn: ROLE, Expiration: '1970-01-01T06:00:00.000Z' });
    const known = store.find(answer!.AccessKeyId);
    expect(known).toMatchObject({
      principal: 'arn:aws:sts::000000000000:assumed-role/observability/task1',
      secretAccessKey: answer!.SecretAccessKey,
      sessionToken: answer!.Token,
    });
  });

  it('stay the same until shortly before their end', () => {
    const path = credentials.open('task2', ROLE);
    const first = credentials.at(path);
    expect(credentials.at(path)).toEqual(first);
    now = 6 * 3_600_000 - 10 * 60_000;
    expect(credentials.at(path)?.AccessKeyId).not.toBe(first?.AccessKeyId);
  });

  it('end with the task, and no other path has any', () => {
    const path = credentials.open('task3', ROLE);
    credentials.close('task3');
    expect(credentials.at(path)).toBeUndefined();
    expect(credentials.at('/v2/credentials/')).toBeUndefined();
  });
});
