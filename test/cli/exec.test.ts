import { exec } from '../../lib/cli/exec';

const environment = { PATH: '/usr/bin:/bin' };

describe('running a program', () => {
  it('tells its exit code and what it printed', async () => {
    expect(await exec(['sh', '-c', 'echo out; echo err >&2; exit 3'], { environment })).toMatchObject({
      exitCode: 3,
      stdout: 'out\n',
      output: expect.stringContaining('err\n'),
      timedOut: false,
    });
  });

  it('tells that there is no such program', async () => {
    expect(await exec(['no-such-program'], { environment })).toMatchObject({ exitCode: null, timedOut: false });
  });

  it('kills it with what it started when it takes too long', async () => {
    const started = Date.now();
    expect(await exec(['sh', '-c', 'sleep 60 & sleep 60'], { environment, timeoutMs: 100 })).toMatchObject({
      exitCode: null,
      timedOut: true,
    });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('kills it at once when that is wished', async () => {
    const signal = AbortSignal.abort();
    expect(await exec(['sleep', '60'], { environment, signal })).toMatchObject({ exitCode: null, timedOut: false });
  });
});
