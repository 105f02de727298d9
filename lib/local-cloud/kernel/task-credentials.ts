import { randomBytes } from 'node:crypto';
import type { CredentialStore } from './credentials';

/** Credentials as the ECS agent's endpoint answers them (Amazon ECS documentation, "Task IAM role"). */
export interface TaskCredentialsAnswer {
  readonly RoleArn: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  /** ISO 8601, UTC */
  readonly Expiration: string;
}

/** The credentials of the tasks' roles: each task has a path that only its containers know. */
export interface TaskCredentials {
  /** The path of a task that starts. */
  open(taskId: string, roleArn: string): string;
  /** What is at a path now; undefined for one that no running task has. */
  at(path: string): TaskCredentialsAnswer | undefined;
  /** The path is of no use from now on; twice is fine. */
  close(taskId: string): void;
}

/** As long as those of an ECS task. */
const LIFETIME_MS = 6 * 3_600_000;
/** An SDK asks anew five minutes before the end: by then there are others. */
const RENEWED_BEFORE_MS = 15 * 60_000;

/** @param now milliseconds since the epoch */
export function createTaskCredentials(store: CredentialStore, account: string, now: () => number): TaskCredentials {
  const paths = new Map<
    string,
    { readonly taskId: string; readonly roleArn: string; answer?: TaskCredentialsAnswer }
  >();
  return {
    open(taskId, roleArn) {
      const path = `/v2/credentials/${randomBytes(24).toString('hex')}`;
      paths.set(path, { taskId, roleArn });
      return path;
    },
    at(path) {
      const session = paths.get(path);
      if (session === undefined) return undefined;
      const { answer } = session;
      if (answer !== undefined && Date.parse(answer.Expiration) - now() > RENEWED_BEFORE_MS) return answer;
      return (session.answer = issue(session.taskId, session.roleArn));
    },
    close(taskId) {
      for (const [path, session] of paths) if (session.taskId === taskId) paths.delete(path);
    },
  };

  function issue(taskId: string, roleArn: string): TaskCredentialsAnswer {
    const expiresAt = now() + LIFETIME_MS;
    const role = roleArn.split('/').pop() ?? roleArn;
    const session = store.issue(`arn:aws:sts::${account}:assumed-role/${role}/${taskId}`, expiresAt);
    return {
      RoleArn: roleArn,
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      Token: session.sessionToken ?? '',
      Expiration: new Date(expiresAt).toISOString(),
    };
  }
}
