import { formatStatus } from '../../../lib/cli/format/status';
import { PLAIN } from '../../../lib/cli/format/style';
import { chooseProfile } from '../../../lib/cli/status/choose-profile';
import { gatherStatus } from '../../../lib/cli/status/gather';
import type { LabStatus } from '../../../lib/cli/status/lab-status';
import { isSteady, tasksNotUp } from '../../../lib/cli/status/steady';
import type { Alert } from '../../../lib/cli/alertmanager/api';
import { fakeApi, healthyLab, serviceOf, taskOf } from './fake-lab';

const PLACE = { endpoint: 'http://127.0.0.1:4566', cluster: 'SreSloLab' };
/** An alert of the class hour, firing unless changed. */
function alertOf(name: string, change: Partial<Alert> = {}): Alert {
  return { name, severity: null, about: '', receivers: ['class-hour'], state: 'active', labels: {}, ...change };
}
const gather = (lab = healthyLab()) => gatherStatus(fakeApi(lab), PLACE);

describe('lab status', () => {
  it('tells services, tasks and addresses as AWS does', async () => {
    const { services, urls } = await gather();
    expect(services[0]).toEqual({
      name: 'sre-app-service',
      desired: 1,
      running: 1,
      pending: 0,
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', reason: 'ECS deployment completed.' }],
      tasks: [
        {
          id: 'aaaa1111aaaa',
          lastStatus: 'RUNNING',
          health: 'HEALTHY',
          startedAt: '2026-11-20T10:00:00.000Z',
          privateAddress: '10.0.0.5',
          publicAddress: '127.0.3.4',
          containers: [{ name: 'app', lastStatus: 'RUNNING', reason: null }],
        },
      ],
    });
    expect(urls).toEqual({
      app: 'http://127.0.3.4:5000',
      prometheus: 'http://127.0.3.5:9090',
      grafana: null,
      alertmanager: 'http://127.0.3.5:9093',
      console: null,
    });
  });

  it('says null and unknown for what nobody could tell', async () => {
    const lab = healthyLab();
    lab.publicAddresses = {};
    lab.tasks['sre-app-service'] = [{ containers: [{}] }];
    const { services, urls, targets, alerts } = await gather(lab);
    expect(services[0]?.tasks).toEqual([
      {
        id: 'unknown',
        lastStatus: 'unknown',
        health: 'unknown',
        startedAt: null,
        privateAddress: null,
        publicAddress: null,
        containers: [{ name: 'unknown', lastStatus: 'unknown', reason: null }],
      },
    ]);
    expect(urls).toEqual({ app: null, prometheus: null, grafana: null, alertmanager: null, console: null });
    expect(targets).toBeNull();
    expect(alerts).toBeNull();
  });

  it('has the address of a running container only', async () => {
    const lab = healthyLab();
    lab.tasks['sre-app-service'] = [
      taskOf('aaaa1111aaaa', '10.0.0.5', {
        lastStatus: 'PENDING',
        containers: [{ name: 'app', lastStatus: 'PENDING' }],
      }),
    ];
    expect((await gather(lab)).urls.app).toBeNull();
  });

  it('gives the exit code of a container that has no reason', async () => {
    const lab = healthyLab();
    lab.tasks['sre-app-service'] = [
      taskOf('aaaa1111aaaa', '10.0.0.5', { containers: [{ name: 'app', lastStatus: 'STOPPED', exitCode: 137 }] }),
    ];
    expect((await gather(lab)).services[0]?.tasks[0]?.containers[0]?.reason).toBe('exit code 137');
  });
});

describe('the text of lab status', () => {
  const now = new Date('2026-11-20T10:01:05Z');
  const status = async (change: Partial<LabStatus> = {}) => ({ ...(await gather()), ...change });

  it('is the whole picture on one screen', async () => {
    const targets = [{ job: 'sre-app', address: '10.0.0.5:5000', health: 'up', lastError: '' }] as const;
    const alerts = [alertOf('Watchdog'), alertOf('BurnRate', { severity: 'P0', about: 'availability 99% class hour' })];
    expect(formatStatus(await status({ targets, alerts }), PLAIN, now)).toBe(
      `SreSloLab at http://127.0.0.1:4566

urls
  app           http://127.0.3.4:5000
  prometheus    http://127.0.3.5:9090
  grafana       not running
  alertmanager  http://127.0.3.5:9093

sre-app-service  1 of 1 running  COMPLETED
  task      status   health   age      private   public
  aaaa1111  RUNNING  HEALTHY  1 m 5 s  10.0.0.5  127.0.3.4

sre-observability-service  1 of 1 running  COMPLETED
  task      status   health   age      private   public
  bbbb2222  RUNNING  UNKNOWN  1 m 5 s  10.0.0.6  127.0.3.5
  bbbb2222 grafana: STOPPED, CannotPullContainerError: no Grafana on this machine

discovery
  sre-app-service.sre.local  TTL 10 s  10.0.0.5  HEALTHY

targets
  sre-app  10.0.0.5:5000  UP

alerts
  BurnRate  P0  availability 99% class hour  to class-hour  FIRING`,
    );
  });

  it.each([
    ['2026-11-20T14:01:05Z', 'ends  2026-11-20T14:01:05Z, in 4 h 0 m'],
    ['2026-11-20T09:00:00Z', 'ends  ended at 2026-11-20T09:00:00Z; "npx lab scale" brings it back'],
    ['nightly', 'ends  every night at 2:00 of its time zone'],
    ['never', 'ends  never by itself'],
  ])('says when the lab ends: %s', async (value, line) => {
    const lab = healthyLab();
    lab.services[0] = serviceOf('sre-app-service', { tags: [{ key: 'expires', value }] });
    expect(formatStatus(await gather(lab), PLAIN, now).split('\n')).toContain(line);
  });

  it('says when Prometheus or Cloud Map have nothing to tell', async () => {
    const text = formatStatus(await status({ endpoint: null, targets: null, discovery: [] }), PLAIN, now);
    expect(text).toContain('SreSloLab at AWS');
    expect(text).toContain('discovery\n  no Cloud Map service');
    expect(text).toContain('targets\n  unknown: no Prometheus answers');
    expect(formatStatus(await status({ targets: [] }), PLAIN, now)).toContain('targets\n  none');
  });

  it("says what Alertmanager makes of the alerts, and nothing of the dead man's switch while it fires", async () => {
    const alertsWith = async (...alerts: Alert[]) => {
      const text = formatStatus(await status({ alerts }), PLAIN, now);
      return text.slice(text.indexOf('alerts\n'));
    };
    expect(await alertsWith(alertOf('Watchdog'))).toBe('alerts\n  none');
    expect(await alertsWith(alertOf('Watchdog'), alertOf('A', { state: 'inhibited' }), alertOf('B'))).toBe(
      'alerts\n  A      to class-hour  inhibited\n  B      to class-hour  FIRING',
    );
    expect(formatStatus(await status({ alerts: null }), PLAIN, now)).toContain('unknown: no Alertmanager answers');
  });

  it("says that the dead man's switch does not fire, and when that means nothing yet", async () => {
    expect(formatStatus(await status({ alerts: [] }), PLAIN, now)).toContain(
      'alerts\n  no Watchdog: Prometheus does not evaluate its rules, or does not reach Alertmanager\n  none',
    );
    const early = new Date('2026-11-20T10:00:30Z');
    expect(formatStatus(await status({ alerts: [] }), PLAIN, early)).toContain('no Watchdog yet: alerting starts');
  });

  it('shows a deployment that is under way, and one that failed', async () => {
    const lab = healthyLab();
    lab.services[0] = serviceOf('sre-app-service', {
      runningCount: 0,
      pendingCount: 1,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
        { status: 'ACTIVE', rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start' },
      ],
    });
    expect(formatStatus(await gather(lab), PLAIN, now)).toContain(
      'sre-app-service  0 of 1 running, 1 pending  PRIMARY IN_PROGRESS, ACTIVE FAILED (tasks failed to start)',
    );
  });
});

describe('a steady service', () => {
  it('has one completed deployment and what it wants', async () => {
    expect((await gather()).services.every(isSteady)).toBe(true);
  });

  it.each([
    ['a task is missing', { runningCount: 0 }],
    ['a task is on its way', { pendingCount: 1 }],
    ['the deployment goes on', { deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' as const }] }],
    [
      'an older deployment still drains',
      { deployments: [{ rolloutState: 'COMPLETED' as const }, { rolloutState: 'COMPLETED' as const }] },
    ],
  ])('is none while %s', async (_when, change) => {
    const lab = healthyLab();
    lab.services = [serviceOf('sre-app-service', change)];
    expect((await gather(lab)).services.some(isSteady)).toBe(false);
  });

  it('has its tasks scraped when each has a target that is up', async () => {
    const { services } = await gather();
    const target = (address: string, health: 'up' | 'down') => ({ job: 'sre-app', address, health, lastError: '' });
    expect(tasksNotUp(services, [target('10.0.0.5:5000', 'up')])).toEqual([]);
    expect(tasksNotUp(services, [target('10.0.0.5:5000', 'down')])).toEqual(['10.0.0.5']);
    expect(tasksNotUp(services, [])).toEqual(['10.0.0.5']);
    expect(tasksNotUp([], [])).toBeUndefined();
  });
});

describe('which AWS is asked', () => {
  const running = {
    version: 1,
    pid: 1,
    processStart: '1',
    startedAt: '2026-11-20T10:00:00.000Z',
    stackName: 'SreSloLab',
    phase: 'up',
    cloud: {
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
      network: { kind: 'namespaces', reason: '' },
      dns: { address: '127.0.0.1', port: 53 },
    },
  } as const;
  const { endpoint, region, credentials } = running.cloud;

  it('is the lab that runs from this folder', () => {
    expect(chooseProfile({ AWS_PROFILE: 'work' }, running)).toEqual({ endpoint, region, credentials });
  });

  it("is it also when the environment has an earlier lab's keys for it", () => {
    expect(chooseProfile({ AWS_ENDPOINT_URL: `${endpoint}/` }, running)).toEqual({ endpoint, region, credentials });
  });

  it('is the endpoint that the environment names', () => {
    expect(chooseProfile({ AWS_ENDPOINT_URL: 'http://elsewhere' }, running)).toEqual({ endpoint: 'http://elsewhere' });
  });

  it('is left to the SDK when no lab runs here', () => {
    expect(chooseProfile({ AWS_PROFILE: 'work' }, undefined)).toEqual({});
  });
});
