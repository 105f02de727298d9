import { Template } from 'aws-cdk-lib/assertions';
import { IMAGE_NAMES, type ImageName } from '../../lib/model/images';
import { APP_SERVICE, DEFAULT_NAMESPACE, PORTS } from '../../lib/model/names';
import { givenLab } from '../stacks/given-lab';
import { Engine, whyNoEngine } from './_engine';
import { labInDocker } from './_lab-in-docker';
import { buildLabImage, importBases, referenceOf } from './_lab-images';
import { until } from './_until';

const reason = whyNoEngine();
const title = 'the images, built and run as the task definitions say';

(reason ? describe.skip : describe)(reason ? `${title} (skipped: ${reason})` : title, () => {
  let engine: Engine;
  const started: string[] = [];
  beforeAll(async () => {
    engine = new Engine();
    await engine.start();
    importBases(engine);
    engine.docker('network', 'create', '--internal', 'lab');
  });
  afterAll(async () => {
    if (started.length > 0) engine.run('rm', '--force', '--volumes', ...started);
    engine.run('network', 'rm', 'lab');
    await engine.stop();
  });

  // Grafana is in no registry of this machine: its stand-in shows that the Dockerfile builds, and cannot run.
  it.each(IMAGE_NAMES)('%s builds', (name) => {
    buildLabImage(engine, name);
    const {
      User: user,
      Volumes: volumes,
      Labels: labels,
    } = JSON.parse(engine.docker('image', 'inspect', '--format', '{{json .Config}}', referenceOf(name))) as {
      User: string;
      Volumes: Record<string, unknown> | null;
      Labels: Record<string, string>;
    };
    expect(labels['org.opencontainers.image.title']).toBe(`SRE SLO Lab: ${name}`);
    expect(user).not.toMatch(/^(root|0)?(:|$)/);
    expect(Object.keys(volumes ?? {})).toEqual(containerOf(name)?.MountPoints?.map((one) => one.ContainerPath) ?? []);
  });

  it('the history fills the volume of Prometheus with a month that ends now, and ends itself', () => {
    const said = start('history');
    expect(said).toMatch(/^history: 30 synthetic days \(seed 7\) from \S+ to \S+, made in \d+ ms$/);
    const end = Date.parse(/ to (\S+),/.exec(said)![1]!);
    expect(Math.abs(Date.now() - end)).toBeLessThan(60_000);
  });

  it('the app and Prometheus run, read-only and unprivileged, and Prometheus finds the app by its Cloud Map name: UP', async () => {
    start('app', '--network-alias', `${APP_SERVICE}.${DEFAULT_NAMESPACE}`);
    start('prometheus');
    const prometheus = `http://${addressOf('prometheus')}:${PORTS.prometheus}`;
    const target = await until(() => healthyTarget(prometheus), 'the target is UP');
    expect(target).toMatchObject({
      scrapeUrl: `http://${addressOf('app')}:${PORTS.app}/metrics`,
      labels: { job: 'sre-app', target: `${APP_SERVICE}.${DEFAULT_NAMESPACE}:${PORTS.app}` },
    });
  });

  it('Prometheus has the month', async () => {
    expect(Number(await valueOf('count({source="backfill"})'))).toBeGreaterThan(30);
  });

  it('the prober, in the same task as Prometheus, finds the app by its name, and Prometheus reads what it counts', async () => {
    // Containers of a task share a network.
    start('prober', '--network', 'container:prometheus');
    expect(await until(() => probeSuccess(), 'the probe is answered')).toBe('1');
  });

  it('Alertmanager, in the same task, hears from Prometheus that alerting works', async () => {
    start('alertmanager', '--network', 'container:prometheus');
    const alerts = `http://${addressOf('prometheus')}:${PORTS.alertmanager}/api/v2/alerts`;
    const notYet = () => false;
    const names = async () => {
      const told = (await (await fetch(alerts)).json()) as { labels: { alertname: string } }[];
      return told.map(({ labels }) => labels.alertname);
    };
    const arrived = () => names().then((all) => all.includes('Watchdog'), notYet);
    const logs = () => engine.run('logs', 'alertmanager').stderr;
    expect(await until(arrived, 'the watchdog arrives').catch(logs)).toBe(true);
  });

  it.each(['app', 'prometheus', 'prober', 'alertmanager'] as const)('%s passes its own health check', async (name) => {
    const [, ...command] = containerOf(name).HealthCheck!.Command;
    expect(await until(() => engine.run('exec', name, ...command).status === 0, `${name} is healthy`)).toBe(true);
  });

  it('the containers write to their volumes, and nowhere else', () => {
    const write = (name: string, path: string) => engine.run('exec', name, 'sh', '-c', `echo x >${path}`);
    expect(write('app', '/app/probe').stderr).toContain('Read-only file system');
    expect(write('prometheus', '/etc/prometheus/probe').stderr).toContain('Read-only file system');
    expect(write('prometheus', '/prometheus/probe')).toMatchObject({ status: 0, stderr: '' });
  });

  it('the containers run as the users of the task definition', () => {
    for (const name of ['app', 'prometheus', 'prober'] as const) {
      const status = engine.docker('exec', name, 'sed', '-n', 's/^[UG]id:\\t\\([0-9]*\\).*/\\1/p', '/proc/1/status');
      expect(status.split('\n').join(':')).toBe(containerOf(name).User);
    }
  });

  it('/kill ends the container, which is seen from outside', async () => {
    await fetch(`http://${addressOf('app')}:${PORTS.app}/kill`).catch(() => undefined);
    const state = () => engine.docker('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', 'app');
    await until(() => state().startsWith('exited'), 'the app has ended');
    expect(state()).toBe('exited 1');
    expect(await until(async () => ((await probeSuccess()) === '0' ? '0' : undefined), 'the probe fails')).toBe('0');
  });

  describe('a lab in Docker', () => {
    labInDocker(() => engine);
  });

  /** Runs a container as ECS would. */
  function start(name: Exclude<ImageName, 'grafana'>, ...more: readonly string[]): string {
    const { User: user, Environment: environment = [], MountPoints: mounts = [] } = containerOf(name);
    started.push(name);
    return engine.docker(
      'run',
      ...(name === 'history' ? [] : ['--detach']),
      '--init',
      '--read-only',
      '--name',
      name,
      ...(more.includes('--network') ? [] : ['--network', 'lab']),
      '--user',
      user,
      ...environment.flatMap(({ Name: key, Value: value }) => ['--env', `${key}=${value}`]),
      ...mounts.flatMap(({ SourceVolume: volume, ContainerPath: path }) => ['--volume', `${volume}:${path}`]),
      ...more,
      referenceOf(name),
    );
  }

  function probeSuccess(): Promise<string | undefined> {
    return valueOf('outside_in_probe_success');
  }

  async function valueOf(query: string): Promise<string | undefined> {
    const url = `http://${addressOf('prometheus')}:${PORTS.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
    const { data } = (await (await fetch(url)).json()) as { data: { result: { value: [number, string] }[] } };
    return data.result[0]?.value[1];
  }

  function addressOf(name: string): string {
    return engine.docker('inspect', '--format', '{{.NetworkSettings.Networks.lab.IPAddress}}', name);
  }
});

async function healthyTarget(prometheus: string): Promise<unknown> {
  try {
    const answer = (await (await fetch(`${prometheus}/api/v1/targets`)).json()) as {
      data: { activeTargets: { health: string }[] };
    };
    return answer.data.activeTargets.find(({ health }) => health === 'up');
  } catch {
    return undefined; // It does not listen yet.
  }
}

interface Container {
  readonly Name: string;
  readonly User: string;
  readonly Environment?: readonly { readonly Name: string; readonly Value: string }[];
  readonly MountPoints?: readonly { readonly SourceVolume: string; readonly ContainerPath: string }[];
  readonly HealthCheck?: { readonly Command: readonly string[] };
}

function containerOf(image: ImageName): Container {
  // A lab with experiments and a log router has a container of every image.
  const lab = givenLab({ fis: 'true', logs: 'loki' });
  const tasks = Template.fromStack(lab).findResources('AWS::ECS::TaskDefinition');
  const containers: Container[] = Object.values(tasks).flatMap((task) => task.Properties.ContainerDefinitions);
  return containers.find(({ Name: name }) => name === image)!;
}
