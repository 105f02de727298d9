/** One row of the store, as `/api/users` answers it. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

/** A part of all users, in the order of their ids. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export const STORE_NAMES = ['memory', 'postgresql'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/**
 * Where users live. A promise rejects when the store does not answer; an implementation gives up as soon as the signal
 * aborts, so that nothing goes on for a caller who left.
 */
export interface UserRepository {
  /** As readiness and the log call it. */
  readonly name: StoreName;
  list(page: Page, signal: AbortSignal): Promise<readonly User[]>;
  get(id: number, signal: AbortSignal): Promise<User | undefined>;
  /** Resolves when the store answers. */
  ping(signal: AbortSignal): Promise<void>;
  /** Twice is fine. */
  close(): Promise<void>;
}

/** Ids are PostgreSQL's `integer`. */
export const LARGEST_ID = 2 ** 31 - 1;
