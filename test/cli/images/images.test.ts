import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundAlertmanager } from '../../../lib/cli/alertmanager/locate';
import type { FoundGrafana } from '../../../lib/cli/grafana/locate';
import { labImages } from '../../../lib/cli/images/index';
import type { MonthWanted } from '../../../lib/cli/images/history';
import { IMAGES, type ImageName } from '../../../lib/model/images';
import type { LocalImage } from '../../../lib/local-cloud/index';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const ROOT = join(__dirname, '..', '..', '..');
const PATHS = { snapshot: '/snapshot', scratch: '/scratch', volumes: {} };

function imagesWith(
  options: {
    root?: string;
    path?: string;
    unpackedIn?: string;
    grafana?: FoundGrafana;
    alertmanager?: FoundAlertmanager;
    month?: MonthWanted;
  } = {},
): Record<Exclude<ImageName, 'publisher' | 'loki'>, LocalImage> {
  const { root = ROOT, path = '/usr/bin', unpackedIn, grafana: found, alertmanager: foundToo, month } = options;
  const [app, prometheus, grafana, prober, consoleOfLab, history, alertmanager] = labImages({
    month,
    root,
    environment: { PATH: path },
    prometheus: {
      version: '2.42.0',
      directory: '/tools/usr/bin',
      promtool: true,
      ...(unpackedIn ? { unpackedIn } : {}),
    },
    grafana: found ?? { missing: 'no Grafana on this machine' },
    alertmanager: foundToo ?? { missing: 'no Alertmanager on this machine' },
  });
  if (!app || !prometheus || !grafana || !prober || !consoleOfLab || !history || !alertmanager) {
    throw new Error('an image is missing');
  }
  return { app, prometheus, grafana, prober, console: consoleOfLab, history, alertmanager };
}

describe("the lab's images on this machine", () => {
  it('are those of the stack, under the tags of the sources', () => {
    const images = imagesWith();
    // The publisher is production's, and Loki has no program for it: no laptop runs them.
    const { publisher: _publisher, loki: _loki, ...wanted } = IMAGES;
    expect(Object.entries(images).map(([name, { repository }]) => [name, repository])).toEqual(
      Object.entries(wanted).map(([name, { repository }]) => [name, repository]),
    );
    const { app } = images;
    expect(app.currentTag()).toMatch(/^[0-9a-f]{12}$/);
  });

  it('the app is what its Dockerfile puts into the image, run by this Node', async () => {
    const { app } = imagesWith();
    await app.build(folder());
    expect(readdirSync(folder()).sort()).toEqual(['healthcheck.js', 'server.js']);
    expect(app.program(PATHS)).toEqual({
      entryPoint: [],
      command: ['node', 'server.js'],
      environment: { NODE_ENV: 'production', PATH: `${dirname(process.execPath)}:/usr/bin` },
      workingDirectory: '/snapshot',
    });
  });

  it("the prober is the one file of its Dockerfile, run by the image's own command", async () => {
    const { prober } = imagesWith();
    await prober.build(folder());
    expect(readdirSync(folder())).toEqual(['prober.js']);
    const dockerfile = readFileSync(join(ROOT, IMAGES.prober.context, 'Dockerfile'), 'utf8');
    expect(prober.program(PATHS)).toEqual({
      entryPoint: [],
      command: JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!),
      environment: { NODE_ENV: 'production', PATH: `${dirname(process.execPath)}:/usr/bin` },
      workingDirectory: '/snapshot',
    });
  });

  it('fails with the words of the build when the app cannot be built', async () => {
    mkdirSync(join(folder(), 'app'));
    writeFileSync(
      join(folder(), 'app', 'esbuild.config.js'),
      'console.error("no such file: server.ts"); process.exit(1);',
    );
    const { app } = imagesWith({ root: folder() });
    await expect(app.build(join(folder(), 'out'))).rejects.toThrow(
      'the image sre-slo-lab/app cannot be built: no such file: server.ts',
    );
  });

  it("Prometheus runs the image's own entry point with this machine's paths", async () => {
    const { prometheus } = imagesWith();
    await prometheus.build(folder());
    expect(readdirSync(folder())).toEqual(expect.arrayContaining(['entrypoint.sh', 'prometheus.yml']));
    expect(prometheus.program(PATHS)).toEqual({
      entryPoint: ['sh', '/snapshot/entrypoint.sh'],
      command: [],
      environment: {
        PATH: '/tools/usr/bin:/usr/bin',
        PROMETHEUS_CONFIG: '/snapshot/prometheus.yml',
        PROMETHEUS_RULES: '/snapshot/rules',
        PROMETHEUS_DATA: '/scratch',
      },
      workingDirectory: '/snapshot',
      movedPages: { port: 9090, pages: expect.objectContaining({ '/targets': '/classic/targets' }) },
    });
  });

  it('an unpacked Prometheus starts where its pages are', () => {
    expect(imagesWith({ unpackedIn: '/tools' }).prometheus.program(PATHS)).toMatchObject({
      workingDirectory: '/tools',
    });
  });

  it("keep to the task's address where they share the host's network, and Prometheus asks HTTP for its targets", async () => {
    const found = { program: '/tools/grafana/bin/grafana', subcommand: ['server'], home: '/tools/grafana' };
    const { app, prometheus, grafana, prober } = imagesWith({ grafana: found });
    const [snapshot, scratch] = [join(folder(), 'snapshot'), join(folder(), 'scratch')];
    for (const path of [snapshot, scratch]) mkdirSync(path);
    await prometheus.build(snapshot);
    const shared = { address: '127.1.2.3', discovery: 'http://127.0.0.1:4000/dns-sd' };
    const paths = { snapshot, scratch, volumes: {}, shared };
    expect(app.program(paths)).toMatchObject({ environment: { HOST: '127.1.2.3' } });
    expect(prober.program(paths)).toMatchObject({
      environment: { HOST: '127.1.2.3', PROBE_DISCOVERY: 'http://127.0.0.1:4000/dns-sd' },
    });
    expect(grafana.program(paths)).toMatchObject({ environment: { GF_SERVER_HTTP_ADDR: '127.1.2.3' } });
    expect(prometheus.program(paths)).toMatchObject({
      entryPoint: ['sh', join(snapshot, 'entrypoint.sh'), '--web.listen-address=127.1.2.3:9090'],
      environment: { PROMETHEUS_CONFIG: join(scratch, 'discovery.yml') },
      localhost: '127.1.2.3',
    });
    const configuration = readFileSync(join(scratch, 'discovery.yml'), 'utf8');
    expect(configuration).toContain('http://127.0.0.1:4000/dns-sd?name=sre-app-service.sre.local&port=5000');
    expect(configuration).toContain('127.1.2.3:9115');
    expect(configuration).toContain('127.1.2.3:9093');
  });

  it('Prometheus keeps its data in the volume that its init container has filled', () => {
    const volumes = { '/prometheus': '/task/volume' };
    expect(imagesWith().prometheus.program({ ...PATHS, volumes })).toMatchObject({
      environment: { PROMETHEUS_DATA: '/task/volume' },
    });
  });

  it("the history is the file of its Dockerfile, run by the image's own command, with the month that lab up wants", async () => {
    const settings = { days: 30, seed: 8, rate: 10, traffic: 20 };
    let finish: () => void = () => {};
    const made = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { history } = imagesWith({ month: { settings, made, folder: '/made' } });
    await history.build(folder());
    expect(readdirSync(folder())).toEqual(['history.js', 'slo']);
    expect(readdirSync(join(folder(), 'slo'))).toEqual(readdirSync(join(ROOT, 'observability/slo')));
    const dockerfile = readFileSync(join(ROOT, 'observability/history/Dockerfile'), 'utf8');
    expect(history.program({ ...PATHS, volumes: { '/prometheus': '/task/volume' } })).toEqual({
      entryPoint: [],
      command: JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!),
      environment: {
        NODE_ENV: 'production',
        PATH: `${dirname(process.execPath)}:/usr/bin`,
        PROMETHEUS_DATA: '/task/volume',
        HISTORY_SLOS: '/snapshot/slo',
        HISTORY_MADE: '/made',
        HISTORY_DAYS: '30',
        HISTORY_SEED: '8',
        HISTORY_RATE: '10',
        HISTORY_TRAFFIC: '20',
      },
      workingDirectory: '/snapshot',
    });
    const prepared = history.prepare!({ ...PATHS });
    let ready = false;
    void prepared.then(() => (ready = true));
    await Promise.resolve();
    expect(ready).toBe(false);
    finish();
    await prepared;
  });

  it('the history starts although the month that lab up ordered cannot be made: it makes its own', async () => {
    const settings = { days: 30, seed: 8, rate: 10, traffic: 20 };
    const made = Promise.reject(new Error('no space'));
    await expect(imagesWith({ month: { settings, made, folder: '/made' } }).history.prepare!(PATHS)).resolves.toBe(
      undefined,
    );
  });

  it('the history does nothing where none is wanted', () => {
    expect(imagesWith().history.program(PATHS)).toMatchObject({ environment: { HISTORY: 'off' } });
  });

  it("Alertmanager runs the image's own entry point with this machine's program and paths", async () => {
    const found = { version: '0.25.0', program: '/tools/usr/bin/prometheus-alertmanager', unpackedIn: '/tools' };
    const { alertmanager } = imagesWith({ alertmanager: found });
    await alertmanager.build(folder());
    expect(readdirSync(folder())).toEqual(expect.arrayContaining(['alertmanager.yml', 'entrypoint.sh']));
    expect(alertmanager.program(PATHS)).toEqual({
      entryPoint: ['sh', '/snapshot/entrypoint.sh'],
      command: [],
      environment: {
        PATH: '/tools/usr/bin:/usr/bin',
        ALERTMANAGER_PROGRAM: '/tools/usr/bin/prometheus-alertmanager',
        ALERTMANAGER_CONFIG: '/snapshot/alertmanager.yml',
        ALERTMANAGER_DATA: '/scratch',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      workingDirectory: '/tools',
    });
    const shared = { address: '127.1.2.3', discovery: 'http://127.0.0.1:4000/dns-sd' };
    expect(alertmanager.program({ ...PATHS, shared })).toMatchObject({
      entryPoint: ['sh', '/snapshot/entrypoint.sh', '--web.listen-address=127.1.2.3:9093'],
      localhost: '127.1.2.3',
    });
  });

  it('Alertmanager is missing on a machine without one, and says why', () => {
    expect(imagesWith().alertmanager.program(PATHS)).toEqual({ missing: 'no Alertmanager on this machine' });
  });

  it('Grafana is missing on a machine without one, and says why', () => {
    expect(imagesWith().grafana.program(PATHS)).toEqual({ missing: 'no Grafana on this machine' });
  });

  it('Grafana runs with the configuration of the image, and writes below its scratch folder only', () => {
    const grafana = { program: '/tools/grafana/bin/grafana', subcommand: ['server'], home: '/tools/grafana' };
    const scratch = join(folder(), 'scratch');
    expect(imagesWith({ grafana }).grafana.program({ ...PATHS, scratch })).toEqual({
      entryPoint: ['/tools/grafana/bin/grafana', 'server', '--homepath', '/tools/grafana'],
      command: ['--config', '/snapshot/grafana.ini'],
      environment: {
        PATH: '/usr/bin',
        GF_PATHS_CONFIG: '/snapshot/grafana.ini',
        GF_PATHS_PROVISIONING: '/snapshot/provisioning',
        GF_PATHS_DATA: scratch,
        GF_PATHS_PLUGINS: join(scratch, 'plugins'),
        GF_PATHS_LOGS: join(scratch, 'log'),
        TMPDIR: join(scratch, 'tmp'),
        LAB_DASHBOARDS: '/snapshot/dashboards',
      },
      workingDirectory: '/snapshot',
    });
  });
});
