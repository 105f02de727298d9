import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLabApi } from '../../../lib/aws/sdk-lab-api';
import { backfillInChild } from '../../../lib/cli/history/backfill-in-child';
import { labPaths } from '../../../lib/cli/paths';
import { findRunningLab } from '../../../lib/cli/run-state/running-lab';
import { gatherServices } from '../../../lib/cli/status/gather';
import { cdkDeploy } from '../../../lib/cli/up/cdk';
import { prepareMachine } from '../../../lib/cli/up/prepare-machine';
import { sendGentleTraffic } from '../../../lib/cli/up/start-traffic';
import { upHere } from '../../../lib/cli/up/up-here';
import { waitUntilSteady, waitUntilTargetUp } from '../../../lib/cli/up/wait-until-ready';
import { startLocalCloud } from '../../../lib/local-cloud/index';
import { LabError } from '../../../lib/model/errors';
import { fakeContext } from '../fake-host';
import { MONTH } from '../history/month';
import { fakeApi, healthyLab } from '../status/fake-lab';
import { temporaryFolder } from '../temporary-folder';

jest.mock('../../../lib/aws/sdk-lab-api');
jest.mock('../../../lib/cli/history/backfill-in-child', () => ({
  ...jest.requireActual('../../../lib/cli/history/backfill-in-child'),
  backfillInChild: jest.fn(),
}));
jest.mock('../../../lib/cli/up/cdk');
jest.mock('../../../lib/cli/up/prepare-machine');
jest.mock('../../../lib/cli/up/start-traffic');
jest.mock('../../../lib/cli/up/wait-until-ready', () => ({
  ...jest.requireActual('../../../lib/cli/up/wait-until-ready'),
  waitUntilSteady: jest.fn(),
  waitUntilTargetUp: jest.fn(),
}));
jest.mock('../../../lib/local-cloud/index');

const root = temporaryFolder();
const OPTIONS = { traffic: 10, port: 0, seed: 7, network: 'auto' } as const;

describe('lab up', () => {
  const signals = new EventEmitter();
  const context = () => fakeContext({ root: root(), signals });
  const runFile = () => labPaths(root()).runFile;
  const running = () => findRunningLab(runFile());
  const undone: string[] = [];
  let closeCloud: () => Promise<void>;

  beforeEach(async () => {
    jest.clearAllMocks();
    undone.length = 0;
    closeCloud = async () => void undone.push('cloud');
    jest.mocked(prepareMachine).mockResolvedValue({
      tools: {
        prometheus: { version: '2.42.0', directory: '/usr/bin', promtool: true },
        grafana: { missing: 'no Grafana on this machine' },
        alertmanager: { version: '0.25.0', program: '/usr/bin/prometheus-alertmanager' },
      },
    });
    jest.mocked(startLocalCloud).mockImplementation(async () => ({
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
      account: '000000000000',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
      network: { kind: 'namespaces', reason: 'they work' },
      dns: { address: '127.0.0.1', port: 5353 },
      close: () => closeCloud(),
    }));
    jest.mocked(backfillInChild).mockResolvedValue(MONTH);
    const api = fakeApi(healthyLab());
    jest.mocked(createLabApi).mockResolvedValue(api);
    jest.mocked(cdkDeploy).mockResolvedValue();
    jest.mocked(waitUntilSteady).mockResolvedValue(await gatherServices(api, 'SreSloLab'));
    jest.mocked(waitUntilTargetUp).mockResolvedValue(await gatherServices(api, 'SreSloLab'));
    jest.mocked(sendGentleTraffic).mockReturnValue(() => void undone.push('traffic'));
  });

  it('tells where everything is, and stays until it is asked to stop', async () => {
    const { data, foreground } = await upHere(context(), { ...OPTIONS, network: 'loopback' });
    expect(startLocalCloud).toHaveBeenCalledWith(expect.objectContaining({ network: 'loopback', port: 0 }));
    expect(data).toMatchObject({
      pid: process.pid,
      endpoint: 'http://127.0.0.1:4566',
      urls: {
        app: 'http://127.0.3.4:5000',
        prometheus: 'http://127.0.3.5:9090',
        grafana: null,
        alertmanager: 'http://127.0.3.5:9093',
      },
      grafanaMissing: 'no Grafana on this machine',
      alertmanagerMissing: null,
      trafficPerSecond: 10,
      history: MONTH,
      detached: false,
    });
    expect(running()).toMatchObject({ phase: 'up', cloud: { endpoint: 'http://127.0.0.1:4566' } });
    const exitCode = foreground?.();
    expect(undone).toEqual([]);
    signals.emit('SIGINT', 'SIGINT');
    expect(await exitCode).toBe(0);
    expect(undone).toEqual(['traffic', 'cloud']);
    expect(existsSync(runFile())).toBe(false);
    expect(signals.eventNames()).toEqual([]);
  });

  it('has nothing in the local network unless asked, and refuses to share a console that is left out', async () => {
    const { data, foreground } = await upHere(context(), OPTIONS);
    expect(data.share).toBeNull();
    signals.emit('SIGTERM', 'SIGTERM');
    await foreground?.();
    await expect(upHere(context(), { ...OPTIONS, share: true, console: false })).rejects.toThrow(
      '--share shows the console, and --no-console leaves it out; give one of them',
    );
    expect(existsSync(runFile())).toBe(false);
  });

  it('makes the synthetic month of the seed, with the last hours at the rate of its own traffic', async () => {
    const { foreground } = await upHere(context(), { ...OPTIONS, seed: 8, traffic: 20 });
    const wanted = { days: 30, seed: 8, rate: 10, traffic: 20 };
    expect(backfillInChild).toHaveBeenCalledWith(root(), {}, wanted, expect.anything());
    signals.emit('SIGTERM', 'SIGTERM');
    await foreground?.();
  });

  it('gives the synthetic month the usual rate when it sends no traffic of its own', async () => {
    const { foreground } = await upHere(context(), { ...OPTIONS, traffic: 0 });
    expect(backfillInChild).toHaveBeenCalledWith(
      root(),
      {},
      expect.objectContaining({ traffic: 10 }),
      expect.anything(),
    );
    signals.emit('SIGTERM', 'SIGTERM');
    await foreground?.();
  });

  it('starts without a synthetic month when none is wanted', async () => {
    const { data, foreground } = await upHere(context(), { ...OPTIONS, backfill: false });
    expect(data.history).toBeNull();
    expect(backfillInChild).not.toHaveBeenCalled();
    signals.emit('SIGTERM', 'SIGTERM');
    await foreground?.();
  });

  it('fails when the synthetic month cannot be made, with everything taken down', async () => {
    jest.mocked(backfillInChild).mockRejectedValue(new LabError('NoHistory', 'no space; start it with --no-backfill'));
    await expect(upHere(context(), OPTIONS)).rejects.toThrow('no space; start it with --no-backfill');
    expect(undone).toEqual(['cloud']);
  });

  it('names the cloud in the run file while it deploys, for lab env', async () => {
    jest.mocked(cdkDeploy).mockImplementation(async () => {
      expect(running()).toMatchObject({ phase: 'starting', cloud: { credentials: { accessKeyId: 'AKIA' } } });
    });
    const { foreground } = await upHere(context(), OPTIONS);
    signals.emit('SIGTERM', 'SIGTERM');
    expect(await foreground?.()).toBe(0);
    expect(cdkDeploy).toHaveBeenCalled();
  });

  it('fails as the step that failed, with everything taken down', async () => {
    jest.mocked(cdkDeploy).mockRejectedValue(new LabError('DeployFailed', 'cdk deploy ended with exit code 1'));
    await expect(upHere(context(), OPTIONS)).rejects.toThrow('cdk deploy ended with exit code 1');
    expect(signals.eventNames()).toEqual([]);
    expect(undone).toEqual(['cloud']);
    expect(existsSync(runFile())).toBe(false);
    expect(existsSync(labPaths(root()).temporary)).toBe(false);
  });

  it('fails before the cloud when the machine is not ready, and leaves nothing', async () => {
    jest.mocked(prepareMachine).mockRejectedValue(new LabError('MachineNotReady', 'port 5000: taken'));
    await expect(upHere(context(), OPTIONS)).rejects.toThrow('port 5000: taken');
    expect(startLocalCloud).not.toHaveBeenCalled();
    expect(existsSync(runFile())).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is interrupted by %s half-way, with everything taken down', async (signal, exitCode) => {
    jest.mocked(cdkDeploy).mockImplementation(async () => {
      signals.emit(signal, signal);
      throw new LabError('DeployFailed', 'cdk deploy ended by SIGTERM');
    });
    await expect(upHere(context(), OPTIONS)).rejects.toMatchObject({
      exitCode,
      message: `stopped by ${signal} before it was done; nothing is left running`,
    });
    expect(undone).toEqual(['cloud']);
  });

  it('does not wait for a slow end when it is asked a second time', async () => {
    closeCloud = () => new Promise(() => {});
    const now = jest.spyOn(Date, 'now');
    const { foreground } = await upHere(context(), OPTIONS);
    const exitCode = foreground?.();
    signals.emit('SIGINT', 'SIGINT');
    await nextTurn();
    now.mockReturnValue(Date.now() + 10_000);
    signals.emit('SIGINT', 'SIGINT');
    expect(await exitCode).toBe(130);
    expect(existsSync(runFile())).toBe(false);
    now.mockRestore();
  });

  it('takes down the rest when one thing cannot be, and says so', async () => {
    closeCloud = () => Promise.reject(new Error('the agent is stuck'));
    const here = context();
    const { foreground } = await upHere(here, OPTIONS);
    signals.emit('SIGINT', 'SIGINT');
    expect(await foreground?.()).toBe(130);
    expect(here.lines).toContain('could not undo: local cloud: the agent is stuck');
    expect(existsSync(runFile())).toBe(false);
  });

  it('fails at once while another lab runs, and leaves that one alone', async () => {
    const first = await upHere(context(), OPTIONS);
    await expect(upHere(context(), OPTIONS)).rejects.toThrow(
      `a lab is already running from this folder (pid ${process.pid}); look at it with "npx lab status" or stop it with "npx lab down"`,
    );
    expect(undone).toEqual([]);
    expect(running()).toMatchObject({ phase: 'up' });
    signals.emit('SIGINT', 'SIGINT');
    await first.foreground?.();
  });
});
