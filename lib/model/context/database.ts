import { LabError } from '../errors';
import type { Profile } from './profile';
import { shown } from './shown';

/** Where the app keeps its users, when not in its memory. */
export type DatabaseSettings =
  /** PostgreSQL beside the app, in its task. */
  | { readonly kind: 'sidecar' }
  /** A PostgreSQL that exists, such as RDS; the secret has host, username, password and dbname. */
  | { readonly kind: 'external'; readonly secretArn: string };

/** The whole ARN, with the six characters that Secrets Manager adds: ECS needs them to find a member of the secret. */
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

/** Reads `database` and `databaseSecret`: the app has one database, so that they and production's own exclude each other. */
export function readDatabase(database: unknown, secretArn: unknown, profile: Profile): DatabaseSettings | undefined {
  if (profile.kind === 'production' && (database !== undefined || secretArn !== undefined)) {
    throw new LabError(
      'DatabaseOfProduction',
      `${database === undefined ? 'databaseSecret' : 'database'} is set, and the production profile brings a database of its own, in RDS; leave it out`,
    );
  }
  if (database !== undefined && database !== 'sidecar') {
    throw new LabError(
      'BadDatabase',
      `database is ${shown(database)}; allowed: sidecar, for a PostgreSQL beside the app; for one that exists, such as ` +
        'RDS, -c databaseSecret=<ARN of its secret>; leave both out to keep the users in memory',
    );
  }
  if (secretArn === undefined) return database && { kind: 'sidecar' };
  if (database) {
    throw new LabError(
      'TwoDatabases',
      'database and databaseSecret are both set, and the app has one database; leave one out',
    );
  }
  if (typeof secretArn === 'string' && SECRET_ARN.test(secretArn)) return { kind: 'external', secretArn };
  throw new LabError(
    'BadDatabaseSecret',
    `databaseSecret is ${shown(secretArn)}; allowed: the whole ARN of a secret with host, username, password and dbname, ` +
      'such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf',
  );
}
