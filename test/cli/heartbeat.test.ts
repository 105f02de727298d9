import type { Command } from '../../lib/cli/command';
import { startHeartbeat } from '../../lib/cli/heartbeat';
import { main } from '../../lib/cli/main';
import { findProjectRoot } from '../../lib/model/project-root';
import { fakeHost } from './fake-host';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a command that says nothing', () => {
  it('is shown to be at it after two seconds, then every second, and the line goes with it', () => {
    const shown: string[] = [];
    const heartbeat = startHeartbeat(
      'cost',
      (line) => shown.push(line),
      () => shown.push(''),
    );
    jest.advanceTimersByTime(1_999);
    expect(shown).toEqual([]);
    jest.advanceTimersByTime(2_001);
    expect(shown).toEqual(['lab cost: 2.0 s', 'lab cost: 3.0 s', 'lab cost: 4.0 s']);
    heartbeat.stop();
    heartbeat.stop();
    jest.advanceTimersByTime(5_000);
    expect(shown.slice(3)).toEqual(['']);
  });

  /** Runs a command of five seconds that says something or nothing, on a terminal or not. */
  async function screenOf(isTTY: boolean, says?: string): Promise<string> {
    const command: Command = {
      name: 'wait',
      summary: 'wait',
      examples: ['npx lab wait'],
      options: [],
      async run({ progress }) {
        if (says !== undefined) progress(says);
        await jest.advanceTimersByTimeAsync(5_000);
        return { data: 'done' };
      },
      format: String,
    };
    const host = fakeHost({ isTTY, root: findProjectRoot(__dirname), environment: { NO_COLOR: '1', TERM: 'xterm' } });
    await main(['wait'], host, [command]);
    return host.stdoutText();
  }

  it('is not spoken for where lines cannot be replaced, nor when it speaks itself', async () => {
    expect(await screenOf(true)).toContain('lab wait: 3.0 s');
    expect(await screenOf(true, 'half way')).not.toContain('lab wait');
    expect(await screenOf(false)).toBe('done\n');
  });
});
