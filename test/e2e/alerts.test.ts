import { fetchAlerts, type Alert } from '../../lib/cli/alertmanager/api';
import { PORTS } from '../../lib/model/names';
import { eventually, lab, output, ROOT, startForeground, type ForegroundLab } from './_lab';

const ALERTMANAGER = `http://localhost:${PORTS.alertmanager}`;
const APP = `http://localhost:${PORTS.app}`;

/** The class hour's availability alerts, as Alertmanager has them. */
async function availabilityAlerts(): Promise<Alert[]> {
  const alerts = (await fetchAlerts(ALERTMANAGER)) ?? [];
  return alerts.filter(({ labels }) => labels['slo'] === 'availability' && labels['clock'] === 'class');
}

const text = ({ severity, receivers, state }: Alert) => `${severity} to ${receivers.join(', ')}: ${state}`;

// Which receiver is told does not depend on the network: the second one shows that one is told at all.
describe.each([
  { network: 'auto', burns: true },
  { network: 'loopback', burns: false },
])('alerts, on the network $network', ({ network, burns }) => {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--no-download', '--network', network);
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGTERM');
    await running.exited;
  });

  it("lab up tells Alertmanager's address, and its entrance leads there", async () => {
    expect(JSON.parse(running.report())).toMatchObject({
      urls: { alertmanager: expect.stringMatching(/^http:\/\/127\.0\.\d+\.\d+:9093$/) },
      alertmanagerMissing: null,
    });
    expect((await fetch(`${ALERTMANAGER}/-/ready`)).status).toBe(200);
  });

  it("the dead man's switch reaches its own receiver, and lab status has nothing to say", async () => {
    await eventually(async () =>
      (await fetchAlerts(ALERTMANAGER))?.some(
        ({ name, receivers }) => name === 'Watchdog' && receivers.join() === 'dead-mans-switch',
      ),
    );
    const { stdout } = await lab('status');
    expect(stdout).toMatch(/\nalerts\n {2}none\n$/);
  });

  if (!burns) return;
  it('what fires in Prometheus is told to the receiver of its clock, and the milder tier is inhibited', async () => {
    const answer = await fetch(`${APP}/chaos/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'error', route: '/', ratio: 1, ttlSeconds: 120 }),
    });
    expect(answer.ok).toBe(true);
    await eventually(async () => {
      const told = (await availabilityAlerts()).map(text);
      const wanted = ['P0 to class-hour: active', 'P1 to class-hour: inhibited'];
      return wanted.every((one) => told.includes(one)) || told;
    });
    const status = await output([process.execPath, `${ROOT}/bin/lab.js`, 'status']);
    expect(status).toMatch(/P0 +availability 99% class hour +to class-hour +FIRING/);
    expect(status).toMatch(/P1 +availability 99% class hour +to class-hour +inhibited/);
  });
});
