import type { User } from './user';

const NAMES = [
  'John Doe',
  'Jane Smith',
  'Amara Okafor',
  'Bruno Costa',
  'Chloe Martin',
  'Daniel Kim',
  'Elif Yildiz',
  'Farid Rahimi',
  'Greta Lindholm',
  'Hana Sato',
  'Ivan Petrov',
  'Julia Nowak',
];

const FIRST_ID = 101;

/** The users that a new store has. */
export const SAMPLE_USERS: readonly User[] = NAMES.map((name, index) => ({
  id: FIRST_ID + index,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
}));
