import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundAlertmanager } from '../../../lib/cli/alertmanager/locate';
import type { FoundGrafana } from '../../../lib/cli/grafana/locate';
import { labImages } from '../../../lib/cli/images/index';
import { IMAGES } from '../../../lib/model/images';
import type { LocalImage } from '../../../lib/local-cloud/index';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const ROOT = join(__dirname, '..', '..', '..');
const PATHS = { snapshot: '/snapshot', scratch: '/scratch' };

function imagesWith(
  options: {
    root?: string;
    path?: string;
    unpackedIn?: string;
    grafana?: FoundGrafana;
    alertmanager?: FoundAlertmanager;
  } = {},
): Record<'app' | 'prometheus' | 'grafana' | 'prober' | 'alertmanager', LocalImage> {
  const { root = ROOT, path = '/usr/bin', unpackedIn, grafana: found, alertmanager: foundToo } = options;
  const [app, prometheus, grafana, prober, alertmanager] = labImages({
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
  if (!app || !prometheus || !grafana || !prober || !alertmanager) throw new Error('an image is missing');
  return { app, prometheus, grafana, prober, alertmanager };
}

describe("the lab's images on this machine", () => {
  it('are those of the stack, under the tags of the sources', () => {
    const { app, prometheus, grafana, prober, alertmanager } = imagesWith();
    expect([app, prometheus, grafana, prober, alertmanager].map(({ repository }) => repository)).toEqual(
      [IMAGES.app, IMAGES.prometheus, IMAGES.grafana, IMAGES.prober, IMAGES.alertmanager].map(
        ({ repository }) => repository,
      ),
    );
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
    const paths = { snapshot, scratch, shared };
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

  it('Prometheus starts once its data folder has the history', async () => {
    const filled: string[] = [];
    const [, prometheus] = labImages({
      root: ROOT,
      environment: {},
      prometheus: { version: '2.42.0', directory: '/usr/bin', promtool: true },
      grafana: { missing: 'no Grafana on this machine' },
      alertmanager: { missing: 'no Alertmanager on this machine' },
      history: { fill: async (data) => void filled.push(data) },
    });
    await prometheus?.prepare?.(PATHS);
    expect(filled).toEqual(['/scratch']);
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
