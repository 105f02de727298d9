import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Client } from 'pg';
import { POSTGRES_SCRIPT } from '../../lib/constructs/app-database';
import { AppService } from '../../lib/constructs/app-service';
import type { DatabaseSettings } from '../../lib/model/context/database';
import { hasPostgresql, postgresqlFolder } from '../app/_helpers/postgresql';
import { until } from '../app/_helpers/until';
import { givenCluster, IMAGE_TAGS } from './given-stack';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf';

describe("the app's database", () => {
  test('is not there unless somebody asks for it', () => {
    const template = whenSynthesized(undefined);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    const [app, ...others] = containersOf(template);
    expect(others).toEqual([]);
    expect(app.Secrets).toBeUndefined();
    expect(JSON.stringify(app.Environment)).not.toContain('PGHOST');
  });

  test('runs beside the app as a container that may fail: restarted, not essential, reached by nobody else', () => {
    const [app, postgres] = containersOf(whenSynthesized({ kind: 'sidecar' }));
    expect(postgres).toMatchObject({
      Name: 'postgres',
      Image: 'public.ecr.aws/docker/library/postgres:15.18-bookworm',
      Essential: false,
      RestartPolicy: { Enabled: true },
      User: '999:999',
      ReadonlyRootFilesystem: true,
      EntryPoint: ['sh', '-c', POSTGRES_SCRIPT],
      MountPoints: [{ SourceVolume: 'postgres-data', ContainerPath: '/var/lib/postgresql/data', ReadOnly: false }],
      HealthCheck: {
        Command: ['CMD', 'pg_isready', '-q', '-d', 'postgresql://app@localhost:5432/postgres'],
        Interval: 10,
        Retries: 3,
      },
    });
    expect(postgres.PortMappings).toBeUndefined();
    expect(app.DependsOn).toEqual([{ ContainerName: 'postgres', Condition: 'START' }]);
  });

  test('has a password that is made at deploy and that both containers get as a secret', () => {
    const template = whenSynthesized({ kind: 'sidecar' });
    const [secret] = Object.keys(template.findResources('AWS::SecretsManager::Secret'));
    const [app, postgres] = containersOf(template);
    expect(app.Environment).toEqual(
      expect.arrayContaining([
        { Name: 'PGHOST', Value: 'localhost' },
        { Name: 'PGPORT', Value: '5432' },
        { Name: 'PGUSER', Value: 'app' },
        { Name: 'PGDATABASE', Value: 'postgres' },
      ]),
    );
    expect(app.Secrets).toEqual([{ Name: 'PGPASSWORD', ValueFrom: { Ref: secret } }]);
    expect(postgres.Secrets).toEqual([{ Name: 'POSTGRES_PASSWORD', ValueFrom: { Ref: secret } }]);
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete' });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: Match.arrayWith(['secretsmanager:GetSecretValue']),
            Resource: { Ref: secret },
          }),
        ]),
      }),
    });
  });

  test('may be one that exists: everything but the port comes from its secret, and the connection is encrypted', () => {
    const template = whenSynthesized({ kind: 'external', secretArn: SECRET_ARN });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    const [app, ...others] = containersOf(template);
    expect(others).toEqual([]);
    expect(app.Environment).toEqual(
      expect.arrayContaining([
        { Name: 'PGPORT', Value: '5432' },
        { Name: 'PGSSLMODE', Value: 'require' },
      ]),
    );
    expect(app.Secrets).toEqual([
      { Name: 'PGHOST', ValueFrom: `${SECRET_ARN}:host::` },
      { Name: 'PGUSER', ValueFrom: `${SECRET_ARN}:username::` },
      { Name: 'PGPASSWORD', ValueFrom: `${SECRET_ARN}:password::` },
      { Name: 'PGDATABASE', ValueFrom: `${SECRET_ARN}:dbname::` },
    ]);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([Match.objectLike({ Resource: SECRET_ARN })]),
      }),
    });
  });

  test('lets the app out to port 5432 for a database elsewhere, and only then', () => {
    const rule = Match.objectLike({ FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp' });
    whenSynthesized({ kind: 'external', secretArn: SECRET_ARN }).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: Match.arrayWith([rule]),
    });
    whenSynthesized({ kind: 'sidecar' }).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
  });
});

// CI installs it; elsewhere the test counts as skipped.
const [run, why] = hasPostgresql() ? [describe, ''] : [describe.skip, ' (skipped: PostgreSQL is not on this machine)'];

run(`the script of the database's container${why}`, () => {
  jest.setTimeout(60_000);

  let folder: Awaited<ReturnType<typeof postgresqlFolder>>;
  let server: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await postgresqlFolder();
  });
  afterEach(async () => {
    await stop('SIGQUIT');
    await folder.remove();
  });

  function start(): void {
    server = spawn('sh', ['-c', POSTGRES_SCRIPT], {
      ...folder.owner,
      cwd: folder.path,
      stdio: 'ignore',
      env: {
        PATH: `${folder.programs}:${process.env['PATH']}`,
        LC_ALL: 'C',
        PGDATA: folder.path,
        PGPORT: String(folder.port),
        POSTGRES_USER: 'app',
        POSTGRES_PASSWORD: 'hush/hush',
        POSTGRES_LISTEN: '127.0.0.1',
      },
    });
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  }

  async function ask(text: string, password = 'hush/hush'): Promise<readonly unknown[]> {
    const client = new Client({ host: '127.0.0.1', port: folder.port, user: 'app', password, database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  const untilItAnswers = () => until('an answer', () => ask('SELECT 1').catch(() => undefined));

  test('makes a database with the password, and finds it again after a restart of the container', async () => {
    start();
    await untilItAnswers();
    await ask('CREATE TABLE kept AS SELECT 7 AS number');
    await expect(ask('SELECT 1', 'wrong')).rejects.toMatchObject({ code: '28P01' });
    await stop('SIGINT');
    start();
    await untilItAnswers();
    expect(await ask('SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });
});

function whenSynthesized(database: DatabaseSettings | undefined): Template {
  const { stack, cluster } = givenCluster();
  new AppService(stack, 'App', { cluster, imageTags: IMAGE_TAGS, allowedCidrs: [], database });
  return Template.fromStack(stack);
}

/** The app's container first. */
function containersOf(template: Template) {
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return task!.Properties.ContainerDefinitions;
}
