import type { Clock } from '../clock';
import { responseTime } from './response-time';
import { SAMPLE_USERS } from './sample-users';
import type { UserRepository } from './user';

export interface MemoryUsersDeps {
  readonly clock: Pick<Clock, 'sleep'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The store that needs nothing: the sample users, answered as slowly as a database would. */
export function createMemoryUsers({ clock, random }: MemoryUsersDeps): UserRepository {
  const takeTime = () => clock.sleep(responseTime(random));
  return {
    name: 'memory',
    list: async ({ limit, offset }) => {
      await takeTime();
      return SAMPLE_USERS.slice(offset, offset + limit);
    },
    get: async (id) => {
      await takeTime();
      return SAMPLE_USERS.find((user) => user.id === id);
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
