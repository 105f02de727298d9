import { randomBytes } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only temporary credentials have one; then every request must carry it. */
  readonly sessionToken?: string;
  /** Whom they stand for. */
  readonly principal: string;
  /** Milliseconds since the epoch; undefined for the ones made at start. */
  readonly expiresAt?: number;
}

/** Who may call: the credentials made at start, and those that AssumeRole handed out. */
export interface CredentialStore {
  readonly root: Credentials;
  find(accessKeyId: string): Credentials | undefined;
  /** Temporary credentials for a role session. */
  issue(principal: string, expiresAt: number): Credentials;
}

/** An empty store with fresh random root credentials. */
export function createCredentialStore(account: string, now: () => number): CredentialStore {
  const known = new Map<string, Credentials>();
  const add = (credentials: Credentials): Credentials => {
    for (const [id, old] of known) if (old.expiresAt !== undefined && old.expiresAt <= now()) known.delete(id);
    known.set(credentials.accessKeyId, credentials);
    return credentials;
  };
  return {
    root: add({
      accessKeyId: `AKIA${letters(16)}`,
      secretAccessKey: secret(30),
      principal: `arn:aws:iam::${account}:user/lab`,
    }),
    find: (accessKeyId) => known.get(accessKeyId),
    issue: (principal, expiresAt) =>
      add({
        accessKeyId: `ASIA${letters(16)}`,
        secretAccessKey: secret(30),
        sessionToken: secret(90),
        principal,
        expiresAt,
      }),
  };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

function letters(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
