import { stopLab } from '../../lib/cli/stop-lab';

const LAB = { pid: 4242, processStart: '1' };

describe('stopping a lab', () => {
  it('asks once and waits until its process is gone', async () => {
    const signals: string[] = [];
    let alive = 3;
    await stopLab(LAB, { isAlive: () => alive-- > 0, kill: (pid, signal) => signals.push(`${signal} ${pid}`) });
    expect(signals).toEqual(['SIGTERM 4242']);
  });

  it('asks again when it takes long, and fails when that does not help', async () => {
    const signals: string[] = [];
    const deps = { isAlive: () => true, kill: (_pid: number, signal: string) => signals.push(signal) };
    await expect(stopLab(LAB, deps, { hurryAfterMs: 0, giveUpAfterMs: 100 })).rejects.toThrow(
      'the lab (pid 4242) still runs after 0.1 s; "kill -9 4242" ends it and all its tasks',
    );
    expect(signals).toEqual(['SIGTERM', 'SIGTERM']);
  });

  it('is done when the lab ended just before', async () => {
    const gone = () => {
      throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
    };
    await expect(stopLab(LAB, { isAlive: () => false, kill: gone })).resolves.toBeLessThan(1000);
  });

  it("fails on another user's lab", async () => {
    const forbidden = () => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    };
    await expect(stopLab(LAB, { isAlive: () => true, kill: forbidden })).rejects.toThrow(
      'this user may not stop the lab (pid 4242); run "npx lab down" as the user who started it',
    );
  });
});
