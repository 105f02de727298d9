import { fetchTargets } from '../../../lib/cli/prometheus/api';
import { waitUntilSteady, waitUntilTargetUp, type WaitOptions } from '../../../lib/cli/up/wait-until-ready';
import { fakeApi, healthyLab, serviceOf, type FakeLab } from '../status/fake-lab';

jest.mock('../../../lib/cli/prometheus/api', () => ({ fetchTargets: jest.fn() }));
const targets = jest.mocked(fetchTargets);

function optionsFor(lab: FakeLab, change: Partial<WaitOptions> = {}): WaitOptions & { readonly shown: string[] } {
  const shown: string[] = [];
  return {
    api: fakeApi(lab),
    cluster: 'SreSloLab',
    signal: new AbortController().signal,
    show: (state) => shown.push(state),
    shown,
    ...change,
  };
}

describe('waiting for steady services', () => {
  it('ends when each has what it wants, and shows the way there', async () => {
    const lab = healthyLab();
    const steady = lab.services;
    lab.services = [];
    const options = optionsFor(lab);
    setTimeout(() => (lab.services = [serviceOf('sre-app-service', { runningCount: 0 })]), 20);
    setTimeout(() => (lab.services = steady), 250);
    const services = await waitUntilSteady(options);
    expect(services).toHaveLength(2);
    expect([...new Set(options.shown)]).toEqual([
      'no service yet',
      'sre-app-service 0/1',
      'sre-app-service 1/1, sre-observability-service 1/1',
    ]);
  });

  it('fails with what it saw last', async () => {
    const lab = healthyLab();
    lab.services = [serviceOf('sre-app-service', { runningCount: 0 })];
    await expect(waitUntilSteady(optionsFor(lab, { timeoutMs: 100 }))).rejects.toThrow(
      'the services did not become steady in 0.1 s (sre-app-service 0/1); their output is in .lab/logs',
    );
  });
});

describe('waiting for the target', () => {
  const target = (health: 'up' | 'down') => [{ job: 'sre-app', address: '10.0.0.5:5000', health, lastError: '' }];

  it('ends when Prometheus has scraped the task', async () => {
    targets.mockResolvedValueOnce(undefined).mockResolvedValueOnce([]).mockResolvedValueOnce(target('down'));
    targets.mockResolvedValue(target('up'));
    const options = optionsFor(healthyLab());
    await waitUntilTargetUp(options);
    expect([...new Set(options.shown)]).toEqual([
      'http://127.0.3.5:9090 does not answer yet',
      'waiting for 10.0.0.5',
      'waiting for ',
    ]);
  });

  it('fails with what it saw last', async () => {
    targets.mockResolvedValue(target('down'));
    await expect(waitUntilTargetUp(optionsFor(healthyLab(), { timeoutMs: 100 }))).rejects.toThrow(
      'Prometheus has no target UP after 0.1 s (waiting for 10.0.0.5); the output of sre-observability-service is in .lab/logs',
    );
  });
});
