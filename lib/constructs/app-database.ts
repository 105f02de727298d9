import { Duration } from 'aws-cdk-lib';
import { ContainerDependencyCondition, Secret as ContainerSecret, type ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DatabaseSettings } from '../model/context/database';
import { PORTS } from '../model/names';
import { POSTGRES } from '../model/public-images';
import { DatabasePassword } from './database-password';
import type { LabTask } from './lab-task';

/** What the app's container must know to reach its database: the variables of libpq. */
export interface DatabaseAccess {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, ContainerSecret>>;
  /** Adds what has to run beside the app, which starts after it and ends before it. */
  attach(app: ContainerDefinition): void;
}

const USER = 'app';
/** What `initdb` makes anyway. */
const DATABASE = 'postgres';
const DATA = '/var/lib/postgresql/data';

/**
 * `initdb` and `postgres` without the image's own entry point, which needs root or a writable root file system. What a
 * crash left half made is made again. `PGDATA` comes from the image. What is written goes with the task, so that nothing
 * is gained by waiting for a disk.
 */
export const POSTGRES_SCRIPT = `set -eu
data="$PGDATA/lab"
if [ ! -d "$data" ]; then
  rm -rf "$data.new"
  printf %s "$POSTGRES_PASSWORD" |
    initdb --pgdata="$data.new" --username="$POSTGRES_USER" --auth=scram-sha-256 --pwfile=/dev/stdin --encoding=UTF8 \\
      --no-sync
  mv "$data.new" "$data"
fi
exec postgres -D "$data" -c listen_addresses="\${POSTGRES_LISTEN:-localhost}" -c unix_socket_directories= \\
  -c shared_buffers=32MB -c max_connections=25 -c fsync=off`;

/** @returns undefined when the app keeps its users in memory */
export function databaseAccess(
  scope: Construct,
  task: LabTask,
  database: DatabaseSettings | undefined,
): DatabaseAccess | undefined {
  if (database === undefined) return undefined;
  return database.kind === 'sidecar' ? sidecar(scope, task) : external(scope, database.secretArn);
}

/** PostgreSQL in the app's own task: nothing to set up, and gone with the task. */
function sidecar(scope: Construct, task: LabTask): DatabaseAccess {
  const password = ContainerSecret.fromSecretsManager(new DatabasePassword(scope, 'DatabasePassword'));
  return {
    environment: { PGHOST: 'localhost', PGPORT: String(PORTS.postgres), PGUSER: USER, PGDATABASE: DATABASE },
    secrets: { PGPASSWORD: password },
    attach(app) {
      const container = task.addPublicContainer('postgres', POSTGRES, {
        user: '999:999',
        entryPoint: ['sh', '-c', POSTGRES_SCRIPT],
        environment: { POSTGRES_USER: USER },
        secrets: { POSTGRES_PASSWORD: password },
        volumes: { 'postgres-data': DATA },
        healthCheck: {
          // As a URL, in which a laptop's local cloud finds the address that stands for localhost.
          command: ['CMD', 'pg_isready', '-q', '-d', `postgresql://${USER}@localhost:${PORTS.postgres}/${DATABASE}`],
          interval: Duration.seconds(10),
          timeout: Duration.seconds(5),
          retries: 3,
          startPeriod: Duration.seconds(30),
        },
        // The app lives without it, and the lesson is how.
        essential: false,
      });
      app.addContainerDependencies({ container, condition: ContainerDependencyCondition.START });
    },
  };
}

/** A database of somebody else's, such as RDS: the secret has the members that RDS gives it. */
function external(scope: Construct, secretArn: string): DatabaseAccess {
  const secret = Secret.fromSecretCompleteArn(scope, 'DatabaseSecret', secretArn);
  const member = (name: string) => ContainerSecret.fromSecretsManager(secret, name);
  return {
    environment: { PGPORT: String(PORTS.postgres), PGSSLMODE: 'require' },
    secrets: {
      PGHOST: member('host'),
      PGUSER: member('username'),
      PGPASSWORD: member('password'),
      PGDATABASE: member('dbname'),
    },
    attach: () => {},
  };
}
