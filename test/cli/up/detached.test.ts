import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { poll } from '../../../lib/cli/poll';
import { processStart } from '../../../lib/cli/run-state/process-start';
import { upDetached } from '../../../lib/cli/up/detached';
import { prepareMachine } from '../../../lib/cli/up/prepare-machine';
import { LabError } from '../../../lib/model/errors';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

jest.mock('../../../lib/cli/up/prepare-machine');

const root = temporaryFolder();
const TOOLS = {
  prometheus: { version: '2.42.0', directory: '/usr/bin', promtool: true },
  grafana: { missing: 'no Grafana on this machine' },
  alertmanager: { version: '0.25.0', program: '/usr/bin/prometheus-alertmanager' },
};

/** A project whose `lab` is a script of the test. */
function labScript(script: string): void {
  mkdirSync(join(root(), 'bin'), { recursive: true });
  writeFileSync(join(root(), 'bin', 'lab.js'), script);
}

const gone = (pid: number) =>
  poll(() => (processStart(pid) === undefined ? true : undefined), {
    timeoutMs: 5_000,
    tooLate: () => new LabError('TooLate', `process ${pid} still runs`),
  });

describe('lab up --detach', () => {
  beforeEach(() => {
    jest.mocked(prepareMachine).mockResolvedValue({ tools: TOOLS });
  });

  it('shows the steps and returns what lab up tells, while the lab goes on', async () => {
    labScript(`
      console.error('✓  0.1 s  machine  fine');
      console.error('SreSloLab | 1/34 | a line of the CDK CLI');
      console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2) }, null, 2));
      setInterval(() => {}, 1000);`);
    const context = fakeContext({ root: root() });
    const { data, foreground } = await upDetached(context, {
      traffic: 20,
      port: 4567,
      seed: 8,
      backfill: false,
      network: 'auto',
      share: true,
      sharePort: 8081,
      shareAddress: '192.168.1.20',
    });
    expect(data).toMatchObject({
      detached: true,
      args: 'up --json --no-download --traffic 20 --port 4567 --seed 8 --no-backfill --share --share-port 8081 --share-address 192.168.1.20 --network auto'.split(
        ' ',
      ),
    });
    expect(foreground).toBeUndefined();
    expect(context.lines).toEqual(['✓  0.1 s  machine  fine']);
    expect(processStart(data.pid)).toBeDefined();
    process.kill(data.pid);
    await gone(data.pid);
  });

  it("fails with the lab's own sentence, the end of its log, and where the log is", async () => {
    labScript(`
      console.error('✓  0.1 s  machine  fine');
      console.error('Error: something of the CDK CLI');
      console.error('lab: cdk deploy ended with exit code 1');
      process.exit(1);`);
    const context = fakeContext({ root: root() });
    const log = join(root(), '.lab', 'up.log');
    await expect(upDetached(context, { traffic: 10, port: 0, seed: 7, network: 'auto' })).rejects.toMatchObject({
      code: 'UpFailed',
      message: `cdk deploy ended with exit code 1; the whole log is in ${log}`,
    });
    expect(context.lines).toEqual(['✓  0.1 s  machine  fine', 'Error: something of the CDK CLI']);
    expect(readFileSync(log, 'utf8')).toContain('lab: cdk deploy ended with exit code 1\n');
  });

  it('stops the lab when it is interrupted before that is ready', async () => {
    labScript(`
      console.error('✓  pid ' + process.pid);
      setInterval(() => {}, 1000);`);
    const signals = new EventEmitter();
    const pids: number[] = [];
    const progress = (line: string) => {
      pids.push(Number(line.split(' ').at(-1)));
      signals.emit('SIGINT', 'SIGINT');
    };
    await expect(
      upDetached(fakeContext({ root: root(), signals, progress }), { traffic: 10, port: 0, seed: 7, network: 'auto' }),
    ).rejects.toThrow('stopped by SIGINT before it was done; nothing is left running');
    await gone(pids[0] ?? 0);
  });
});
