import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateServiceCommand,
  ListNamespacesCommand,
  RegisterInstanceCommand,
  ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { askEvery } from './_client';
import { dataOf, dig, type DnsAddress } from './_dns';
import { eventually, lab, labEnvironment, output, ROOT, startForeground, status, type ForegroundLab } from './_lab';

/** The members of the AWS CLI's answers that are looked at. */
interface AwsAnswer {
  readonly events: readonly { readonly message: string; readonly logStreamName: string }[];
  readonly logStreams: readonly { readonly logStreamName: string }[];
  readonly failures: readonly object[];
  readonly services: readonly {
    readonly taskDefinition: string;
    readonly networkConfiguration: object;
    readonly deployments: readonly { readonly id: string; readonly rolloutState: string }[];
  }[];
  readonly tasks: readonly {
    readonly taskArn: string;
    readonly lastStatus: string;
    readonly stoppedReason?: string;
    readonly containers: readonly { readonly exitCode?: number }[];
  }[];
}

const APP_LOGS = '/SreSloLab/app';

/** What a student's own AWS CLI, SDK and dig see of a lab that runs: Debian's awscli, the real SDK, DNS over UDP. */
describe.each(['namespaces', 'loopback'])('a lab that runs on the network %s', (network) => {
  let running: ForegroundLab;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    running = startForeground('--traffic', '0', '--network', network);
    await running.ready;
    environment = await labEnvironment();
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.exited;
  });

  const awsText = (...args: string[]) =>
    output(['/usr/bin/aws', '--endpoint-url', environment['AWS_ENDPOINT_URL']!, ...args], environment);
  const aws = async (...args: string[]): Promise<AwsAnswer> =>
    JSON.parse(await awsText('--output', 'json', ...args)) as AwsAnswer;
  const service = async () =>
    (await aws('ecs', 'describe-services', '--cluster', 'SreSloLab', '--services', 'sre-app-service')).services[0]!;
  const appTasks = async () => (await status()).services.find(({ name }) => name === 'sre-app-service')!.tasks;

  describe('keeps the logs of its containers', () => {
    let first: string;
    beforeAll(async () => {
      first = (await appTasks())[0]!.id;
      await fetch('http://localhost:5000/');
    });

    it('for aws logs tail', async () => {
      const text = await awsText('logs', 'tail', APP_LOGS, '--since', '10m', '--format', 'short');
      const lines = text.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2} \{.*\}$/);
      expect(text).toContain('listening');
      expect(await awsText('logs', 'tail', APP_LOGS)).toContain(`app/app/${first} `);
    });

    it('for lab logs, by container, service and text', async () => {
      const { stdout } = await lab('logs', 'sre-app-service', '--grep', 'listening', '--json');
      const { lines } = JSON.parse(stdout) as { lines: { container: string; task: string; message: string }[] };
      expect(lines).toMatchObject([{ container: 'app', task: first, message: expect.stringContaining('listening') }]);
      expect((await lab('logs', 'app', '--since', '10m')).stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}app +\{/m);
    });

    it('in streams named as the awslogs driver names them, for get-log-events and filter-log-events', async () => {
      const { logStreams } = await aws('logs', 'describe-log-streams', '--log-group-name', APP_LOGS);
      expect(logStreams.map(({ logStreamName }) => logStreamName)).toEqual([`app/app/${first}`]);
      const stream = ['--log-group-name', APP_LOGS, '--log-stream-name', `app/app/${first}`];
      const { events } = await aws('logs', 'get-log-events', ...stream, '--start-from-head', '--limit', '1');
      expect(events.map(({ message }) => message)).toEqual([expect.stringContaining('listening')]);
      const found = await aws(
        'logs',
        'filter-log-events',
        '--log-group-name',
        APP_LOGS,
        '--filter-pattern',
        'listening',
      );
      expect(found.events).toEqual([expect.objectContaining({ logStreamName: `app/app/${first}` })]);
    });

    it('when the task has stopped', async () => {
      await fetch('http://localhost:5000/kill');
      await eventually(async () => {
        const [task] = await appTasks();
        return task !== undefined && task.id !== first && task.health === 'HEALTHY';
      });
      const { logStreams } = await aws('logs', 'describe-log-streams', '--log-group-name', APP_LOGS);
      expect(logStreams).toHaveLength(2);
      const text = await awsText('logs', 'tail', APP_LOGS, '--log-stream-names', `app/app/${first}`);
      expect(text).toContain('listening');
    });
  });

  describe('deploys as ECS does', () => {
    it('by force, with the same version, a new task and no request lost', async () => {
      const [before] = await appTasks();
      const client = askEvery(50, 'http://localhost:5000/');
      const update = ['ecs', 'update-service', '--cluster', 'SreSloLab', '--service', 'sre-app-service'];
      await aws(...update, '--force-new-deployment');
      await eventually(async () => {
        const tasks = await appTasks();
        const { deployments } = await service();
        return tasks.length === 1 && tasks[0]!.id !== before!.id && deployments[0]?.rolloutState === 'COMPLETED';
      });
      const { answered, failures } = await client.stop();
      expect(failures).toEqual([]);
      expect(answered).toBeGreaterThan(20);
    });

    it('up to three tasks and down to none, and one again', async () => {
      const scale = async (count: number) => {
        const update = ['ecs', 'update-service', '--cluster', 'SreSloLab', '--service', 'sre-app-service'];
        await aws(...update, '--desired-count', String(count));
        await eventually(async () => {
          const tasks = await appTasks();
          return tasks.length === count && tasks.every(({ health }) => health === 'HEALTHY');
        });
      };
      await scale(3);
      await scale(0);
      await expect(fetch('http://localhost:5000/')).rejects.toThrow('fetch failed');
      await scale(1);
      expect((await fetch('http://localhost:5000/')).status).toBe(200);
    });

    it('and runs a task outside of any service', async () => {
      const { taskDefinition, networkConfiguration } = await service();
      const command = ['node', '-e', 'console.log("a task of its own"); process.exit(7)'];
      const overrides = { containerOverrides: [{ name: 'app', command }] };
      const where = ['--cluster', 'SreSloLab', '--launch-type', 'FARGATE', '--started-by', 'a-student'];
      const what = ['--task-definition', taskDefinition, '--overrides', JSON.stringify(overrides)];
      const subnets = ['--network-configuration', JSON.stringify(networkConfiguration)];
      const { tasks, failures } = await aws('ecs', 'run-task', ...where, ...what, ...subnets);
      expect(failures).toEqual([]);
      const arn = tasks[0]!.taskArn;
      await awsText('ecs', 'wait', 'tasks-stopped', '--cluster', 'SreSloLab', '--tasks', arn);
      const ended = await aws('ecs', 'describe-tasks', '--cluster', 'SreSloLab', '--tasks', arn);
      expect(ended.tasks).toEqual([
        expect.objectContaining({
          lastStatus: 'STOPPED',
          stoppedReason: 'Essential container in task exited',
          containers: [expect.objectContaining({ exitCode: 7 })],
        }),
      ]);
      expect(await awsText('logs', 'tail', APP_LOGS)).toContain('a task of its own');
      expect(await appTasks()).toHaveLength(1);
    });
  });

  describe("has Cloud Map's names in DNS, for the host at a port of its own", () => {
    let dns: DnsAddress;
    let client: ServiceDiscoveryClient;

    beforeAll(async () => {
      ({ dns } = (
        JSON.parse(readFileSync(join(ROOT, '.lab/run.json'), 'utf8')) as { cloud: { dns: DnsAddress } }
      ).cloud);
      client = new ServiceDiscoveryClient({
        endpoint: environment['AWS_ENDPOINT_URL']!,
        region: environment['AWS_REGION']!,
        credentials: {
          accessKeyId: environment['AWS_ACCESS_KEY_ID']!,
          secretAccessKey: environment['AWS_SECRET_ACCESS_KEY']!,
        },
        disableHostPrefix: true,
      });
      const { Namespaces } = await client.send(new ListNamespacesCommand({}));
      const NamespaceId = Namespaces![0]!.Id!;
      const create = async (Name: string, Type: 'A' | 'SRV') => {
        const DnsConfig = { RoutingPolicy: 'MULTIVALUE' as const, DnsRecords: [{ Type, TTL: 7 }] };
        return (await client.send(new CreateServiceCommand({ Name, NamespaceId, DnsConfig }))).Service!.Id!;
      };
      const services = { many: await create('many', 'A'), ports: await create('ports', 'SRV') };
      await create('nobody', 'A');
      for (const [name, ServiceId] of Object.entries(services)) {
        for (let i = 1; i <= 10; i += 1) {
          const Attributes = { AWS_INSTANCE_IPV4: `10.9.0.${i}`, AWS_INSTANCE_PORT: String(8000 + i) };
          await client.send(new RegisterInstanceCommand({ ServiceId, InstanceId: `${name}-${i}`, Attributes }));
        }
      }
      await eventually(async () => dataOf(await dig(dns, 'ports.sre.local', 'SRV'), 'SRV').length === 8);
    });
    afterAll(() => client.destroy());

    it('the address of the task, with the TTL of the template', async () => {
      const [task] = await appTasks();
      const packet = await dig(dns, 'sre-app-service.sre.local', 'A');
      expect(packet.answers).toEqual([
        expect.objectContaining({ name: 'sre-app-service.sre.local', ttl: 10, data: task!.privateAddress }),
      ]);
    });

    it('at most eight of ten, in random order, and in the end all', async () => {
      const answers: string[][] = [];
      for (let i = 0; i < 40; i += 1) answers.push(dataOf(await dig(dns, 'many.sre.local', 'A'), 'A') as string[]);
      expect(answers.map((each) => new Set(each).size)).toEqual(answers.map(() => 8));
      expect(new Set(answers.map((each) => each.join())).size).toBeGreaterThan(30);
      expect(new Set(answers.flat()).size).toBe(10);
    });

    it('SRV records with the port and a target that has an address', async () => {
      const packet = await dig(dns, 'ports.sre.local', 'SRV');
      const [record] = dataOf(packet, 'SRV') as { priority: number; weight: number; port: number; target: string }[];
      expect(record).toMatchObject({
        priority: 1,
        weight: 1,
        target: expect.stringMatching(/^ports-\d+\.ports\.sre\.local$/),
      });
      const address = dataOf(await dig(dns, record!.target, 'A'), 'A');
      expect(address).toEqual([`10.9.0.${record!.port - 8000}`]);
    });

    it.each([
      ['a name that is not there', 'nothing.sre.local', 'A', 'NXDOMAIN'],
      ['a name that has no instance', 'nobody.sre.local', 'A', 'NOERROR'],
      ['a type that the name does not have', 'many.sre.local', 'AAAA', 'NOERROR'],
      ['a name of the internet', 'example.com', 'A', 'REFUSED'],
    ] as const)('answers %s as it should', async (_what, name, type, rcode) => {
      const packet = await dig(dns, name, type);
      expect({ rcode: (packet as { rcode?: string }).rcode, answers: packet.answers }).toEqual({ rcode, answers: [] });
    });
  });

  it('can be read about after SIGKILL, and still when the next run goes on', async () => {
    const [task] = await appTasks();
    running.child.kill('SIGKILL');
    await running.exited;
    const read = (folder: string, file: string) => readFileSync(join(ROOT, '.lab', folder, file), 'utf8');
    expect(read('logs', 'events.log')).toContain('(service sre-app-service) has reached a steady state.');
    expect(read('logs', 'events.log')).toContain('(stack SreSloLab) CREATE_COMPLETE');
    expect(read('logs', 'events.log')).toMatch(/\(task [0-9a-f]{32}\) of \S+ has stopped: .*app: exit code 7/);
    expect(read('logs', 'SreSloLab_app.log')).toMatch(new RegExp(`app/app/${task!.id} \\{.*listening`));
    running = startForeground('--traffic', '0', '--network', network);
    await running.ready;
    expect(read('logs.before', 'SreSloLab_app.log')).toContain('a task of its own');
    expect(readdirSync(join(ROOT, '.lab', 'logs'))).toEqual(
      expect.arrayContaining(['SreSloLab_app.log', 'SreSloLab_prometheus.log', 'events.log']),
    );
  });
});
