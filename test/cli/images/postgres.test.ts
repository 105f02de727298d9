import { appImage } from '../../../lib/cli/images/app';
import { postgresImage } from '../../../lib/cli/images/postgres';
import { POSTGRES_SCRIPT } from '../../../lib/constructs/app-database';
import type { Network } from '../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import { createProcessRuntime } from '../../../lib/local-cloud/runtime/process-runtime';
import type { Runtime, TaskSandbox } from '../../../lib/local-cloud/runtime/runtime';
import { POSTGRES } from '../../../lib/model/public-images';
import { findProjectRoot } from '../../../lib/model/project-root';
import { SAMPLE_USERS } from '../../../app/src/store/sample-users';
import { hasPostgresql } from '../../app/_helpers/postgresql';
import { until } from '../../app/_helpers/until';
import { loopbackAddress, PATH, temporaryDirectory } from '../../local-cloud/runtime/harness';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();

jest.setTimeout(60_000);

test('a machine without PostgreSQL says so', () => {
  const image = postgresImage({ PATH: folder() }, folder());
  expect(image.repository).toBe('docker/library/postgres');
  expect(image.program({ snapshot: folder(), scratch: folder(), volumes: {} })).toEqual({
    missing: 'PostgreSQL is not on this machine; in Debian it is the package postgresql',
  });
});

// CI installs it; elsewhere the tests count as skipped.
const [run, why] = hasPostgresql()
  ? [describe.each, '']
  : [describe.skip.each, ' (skipped: PostgreSQL is not on this machine)'];

run(['namespaces', 'loopback'] as const)(`the database beside the app on the network %s${why}`, (choice) => {
  const root = findProjectRoot(__dirname);
  const { directory, remove } = temporaryDirectory();
  let network: Network;
  let runtime: Runtime;
  let sandbox: TaskSandbox;

  beforeAll(async () => {
    const log = () => undefined;
    network = await openNetwork({ stateDirectory: directory, path: PATH, choice, log });
    const app = { ...appImage(root, { PATH }), currentTag: () => 'today' };
    const images = [app, postgresImage({ PATH })];
    runtime = createProcessRuntime({ network, images, stateDirectory: directory, path: PATH, log });
    sandbox = await runtime.createSandbox({
      id: 'task-1',
      privateAddress: choice === 'loopback' ? loopbackAddress(62) : '10.0.0.5',
      publicAddress: loopbackAddress(61),
      ports: [5000],
    });
  });
  afterAll(async () => {
    await sandbox.close();
    await runtime.close();
    await network.close();
    remove();
  });

  test('runs the script of its container, is healthy, and answers the app at localhost', async () => {
    const lines: string[] = [];
    const rest = { ports: [], stopTimeoutSeconds: 30 };
    const database = await sandbox.start(
      {
        name: 'postgres',
        image: `${POSTGRES.registry}/${POSTGRES.repository}:${POSTGRES.tag}`,
        entryPoint: ['sh', '-c', POSTGRES_SCRIPT],
        environment: { POSTGRES_USER: 'app', POSTGRES_PASSWORD: 'hush' },
        ...rest,
      },
      (line) => lines.push(line),
    );
    await until('healthy', async () => {
      const probe = ['pg_isready', '-q', '-d', 'postgresql://app@localhost:5432/postgres'];
      return (await database.exec(probe, 5000)).exitCode === 0;
    }).catch((error: unknown) => {
      throw new Error(lines.join('\n'), { cause: error });
    });

    await sandbox.start(
      {
        name: 'app',
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/sre-slo-lab/app:today',
        environment: {
          PGHOST: 'localhost',
          PGPORT: '5432',
          PGUSER: 'app',
          PGDATABASE: 'postgres',
          PGPASSWORD: 'hush',
          DATABASE_TIMEOUT_SECONDS: '10',
        },
        ...rest,
        ports: [5000],
      },
      (line) => lines.push(line),
    );
    const url = `http://${loopbackAddress(61)}:5000`;
    await until('ready', () =>
      fetch(`${url}/health/readiness`).then(
        ({ ok }) => ok,
        () => false,
      ),
    ).catch((error: unknown) => {
      throw new Error(lines.join('\n'), { cause: error });
    });
    const answer = await fetch(`${url}/api/users`, { headers: { connection: 'close' } });
    expect(answer.headers.get('x-data-freshness')).toBe('fresh');
    expect(await answer.json()).toEqual(SAMPLE_USERS);
    expect(await database.stop()).toMatchObject({ exitCode: 0 });
  });
});
