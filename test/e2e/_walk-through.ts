import { execFileSync } from 'node:child_process';
import { query, queryValue } from '../_helpers/prometheus-api';
import {
  cdk,
  eventually,
  lab,
  labEnvironment,
  labProcesses,
  leftOutside,
  output,
  startForeground,
  status,
  type ForegroundLab,
} from './_lab';
import { ERROR_RATE, SUCCESS_RATE } from './_seed-queries';

/** The members of the AWS CLI's answers that are looked at. */
interface AwsAnswer {
  readonly Services: readonly { readonly Name: string; readonly Id: string }[];
  readonly Instances: readonly { readonly Attributes: Readonly<Record<string, string>> }[];
  readonly clusterArns: readonly string[];
  readonly taskArns: readonly string[];
  readonly tasks: readonly object[];
  readonly task: object;
}

/** What differs between the ways in which this machine runs a lab. */
export interface WayToRun {
  readonly title: string;
  /** Of `lab up`. */
  readonly arguments: readonly string[];
  readonly kind: string;
  readonly reason: RegExp;
  /** Where the private addresses of its tasks are. */
  readonly privateAddress: RegExp;
  /** Whether pages that Debian's Prometheus does not have are led to those that it has. */
  readonly movesPages: boolean;
  /** What is left of the lab after its end, beside processes and mounts. */
  readonly left?: () => readonly string[];
}

/** The walk-through of the requirement document, with the real CDK CLI, AWS CLI and Prometheus. */
export function walkThrough(way: WayToRun): void {
  describe(way.title, () => scenario(way));
}

function scenario({ arguments: more, kind, reason, privateAddress, movesPages, left = () => [] }: WayToRun): void {
  let running: ForegroundLab;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    running = startForeground('--traffic', '0', ...more);
    await running.ready;
    environment = await labEnvironment();
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const urls = async () => (await status()).urls as { app: string; prometheus: string };
  const appTasks = async () => (await status()).services.find(({ name }) => name === 'sre-app-service')!.tasks;
  const upInstances = async (prometheus: string) =>
    (await query(prometheus, 'up{target="sre-app-service.sre.local:5000"} == 1')).map(({ metric }) => metric.instance);
  const aws = async (...args: string[]): Promise<AwsAnswer> =>
    JSON.parse(
      await output(
        ['/usr/bin/aws', '--endpoint-url', environment.AWS_ENDPOINT_URL!, '--output', 'json', ...args],
        environment,
      ),
    ) as AwsAnswer;

  it('is up: both services steady, addresses known, Grafana only where there is one', async () => {
    const { services, urls: found } = await status();
    expect(services.map(({ name, desired, running: count }) => ({ name, desired, count }))).toEqual([
      { name: 'sre-app-service', desired: 1, count: 1 },
      { name: 'sre-observability-service', desired: 1, count: 1 },
    ]);
    expect(services[0]!.tasks).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        lastStatus: 'RUNNING',
        health: 'HEALTHY',
        privateAddress: expect.stringMatching(privateAddress),
        publicAddress: expect.stringMatching(/^127\.0\./),
        // More may be told.
        ...omit(services[0]!.tasks[0]!, ['id', 'lastStatus', 'health', 'privateAddress', 'publicAddress']),
      },
    ]);
    expect(found.app).toMatch(/^http:\/\/127\.0\.\d+\.\d+:5000$/);
    expect(found.prometheus).toMatch(/^http:\/\/127\.0\.\d+\.\d+:9090$/);
    expect(found).toHaveProperty('grafana');
  });

  it('tells which network it has, and why', async () => {
    const { network: told } = JSON.parse(running.report()) as { network: { kind: string; reason: string } };
    expect(told).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  it('has the target UP in Prometheus under the name of the requirement document', async () => {
    const { prometheus } = await urls();
    const response = await fetch(`${prometheus}/api/v1/targets?state=active`);
    const { data } = (await response.json()) as {
      data: { activeTargets: { labels: Record<string, string>; health: string }[] };
    };
    expect(data.activeTargets).toContainEqual(
      expect.objectContaining({
        health: 'up',
        labels: expect.objectContaining({ target: 'sre-app-service.sre.local:5000' }),
      }),
    );
    if (movesPages) expect((await fetch(`${prometheus}/targets`)).status).toBe(200);
  });

  it('has a month before its first minute', async () => {
    const { prometheus } = await urls();
    expect(await queryValue(prometheus, 'count(last_over_time({source="backfill"}[1h]))')).toBeGreaterThan(30);
  });

  it('brings the SLI to 100 % with good traffic and below 99 % with failures', async () => {
    const { app, prometheus } = await urls();
    const send = async (path: string, count: number) => {
      for (let i = 0; i < count; i += 1) await fetch(`${app}${path}`).then((response) => response.text());
    };
    // Two scrapes at least must see the counter grow.
    await eventually(async () => {
      await send('/', 20);
      return (await queryValue(prometheus, SUCCESS_RATE)) === 1;
    });
    expect(await queryValue(prometheus, ERROR_RATE)).toBe(0);
    await eventually(async () => {
      await send('/fail', 20);
      const sli = await queryValue(prometheus, SUCCESS_RATE);
      return sli !== undefined && sli < 0.99;
    });
    expect(await queryValue(prometheus, ERROR_RATE)).toBeGreaterThan(0);
  });

  it('replaces a killed task: new address, DNS follows, DOWN and UP again in Prometheus', async () => {
    const { app, prometheus } = await urls();
    const [before] = await appTasks();
    const instance = `${before!.privateAddress}:5000`;
    expect(await upInstances(prometheus)).toEqual([instance]);
    await fetch(`${app}/kill`);
    await eventually(async () => {
      const tasks = await appTasks();
      return tasks.length === 1 && tasks[0]!.id !== before!.id && tasks[0]!.health === 'HEALTHY';
    });
    const [after] = await appTasks();
    expect(after!.privateAddress).not.toBe(before!.privateAddress);
    expect(after!.publicAddress).not.toBe(before!.publicAddress);
    await eventually(async () => (await upInstances(prometheus)).join() === `${after!.privateAddress}:5000`);
    // The old target went down or vanished: its last samples are no longer 1.
    expect(await query(prometheus, `up{instance="${instance}"} == 1`)).toEqual([]);
    const discovered = await aws('servicediscovery', 'list-services');
    const service = discovered.Services.find(({ Name }) => Name === 'sre-app-service')!;
    const { Instances } = await aws('servicediscovery', 'list-instances', '--service-id', service.Id);
    expect(Instances.map(({ Attributes }) => Attributes.AWS_INSTANCE_IPV4)).toEqual([after!.privateAddress]);
  });

  it('keeps localhost:5000 leading to the task of the moment', async () => {
    const response = await fetch('http://localhost:5000/');
    expect(response.status).toBe(200);
  });

  it("answers Debian's AWS CLI: list-tasks, describe-tasks, stop-task, update-service", async () => {
    const cluster = 'SreSloLab';
    const { taskArns } = await aws('ecs', 'list-tasks', '--cluster', cluster, '--service-name', 'sre-app-service');
    const { tasks } = await aws('ecs', 'describe-tasks', '--cluster', cluster, '--tasks', ...taskArns);
    expect(tasks).toEqual([expect.objectContaining({ lastStatus: 'RUNNING', launchType: 'FARGATE' })]);
    const { task } = await aws(
      'ecs',
      'stop-task',
      '--cluster',
      cluster,
      '--task',
      taskArns[0]!,
      '--reason',
      'a lesson',
    );
    expect(task).toMatchObject({ desiredStatus: 'STOPPED', stopCode: 'UserInitiated' });
    await eventually(async () => {
      const [replacement] = await appTasks();
      return replacement?.health === 'HEALTHY' && !String(taskArns[0]).endsWith(replacement.id);
    });
    await aws('ecs', 'update-service', '--cluster', cluster, '--service', 'sre-app-service', '--desired-count', '2');
    await eventually(async () => (await appTasks()).filter(({ health }) => health === 'HEALTHY').length === 2);
    await aws('ecs', 'update-service', '--cluster', cluster, '--service', 'sre-app-service', '--desired-count', '1');
    await eventually(async () => (await appTasks()).length === 1);
  });

  it('shows no difference in cdk diff, and cdk deploy changes nothing', async () => {
    const diff = await cdk('diff');
    expect(`${diff.stdout}${diff.stderr}`).toContain('There were no differences');
    expect(diff.code).toBe(0);
    const deploy = await cdk('deploy', '--require-approval', 'never');
    expect(`${deploy.stdout}${deploy.stderr}`).toContain('(no changes)');
    expect(deploy.code).toBe(0);
  });

  it('has its names only inside: the DNS of the host does not know them', () => {
    expect(() => execFileSync('getent', ['hosts', 'sre-app-service.sre.local'])).toThrow('getent');
  });

  it('is destroyed by cdk destroy and deployed again by cdk deploy, all by hand', async () => {
    const destroy = await cdk('destroy', '--force');
    expect(destroy.code).toBe(0);
    await expect(fetch('http://localhost:5000/')).rejects.toThrow('fetch failed');
    const { clusterArns } = await aws('ecs', 'list-clusters');
    expect(clusterArns).toEqual([]);
    const deploy = await cdk('deploy', '--require-approval', 'never');
    expect(deploy.code).toBe(0);
    expect((await appTasks()).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING']);
  });

  it('is taken down by Ctrl-C and leaves nothing', async () => {
    running.child.kill('SIGINT');
    expect((await running.exited).code).toBe(0);
    expect([...labProcesses(), ...leftOutside(), ...left()]).toEqual([]);
    const { code, stdout } = await lab('down');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('no lab is running') });
  });
}

function omit(value: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
