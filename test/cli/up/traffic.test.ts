import { startTraffic } from '../../../lib/cli/up/traffic';

describe('gentle traffic', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function traffic(
    rate: number,
    addresses: () => Promise<readonly string[]>,
    send: (address: string) => Promise<void> = async () => {},
  ) {
    const sent: string[] = [];
    const pairs: string[] = [];
    const running = startTraffic(rate, {
      mix: ['first', 'second'],
      addresses,
      now: () => Date.now(),
      send: (address, request) => {
        sent.push(address);
        pairs.push(`${request} to ${address}`);
        return send(address);
      },
    });
    return { sent, pairs, running };
  }

  it('sends as many requests a second as asked for, to one address after the other', async () => {
    const { sent, running } = traffic(10, async () => ['a', 'b']);
    await jest.advanceTimersByTimeAsync(3_000);
    running.stop();
    expect(sent.length).toBeGreaterThanOrEqual(28);
    expect(sent.length).toBeLessThanOrEqual(32);
    expect(sent.slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('sends every request of the mix equally often, to every address', async () => {
    const { pairs, running } = traffic(80, async () => ['a', 'b']);
    await jest.advanceTimersByTimeAsync(3_000);
    running.stop();
    const counts = ['first to a', 'first to b', 'second to a', 'second to b'].map(
      (pair) => pairs.slice(0, 160).filter((one) => one === pair).length,
    );
    expect(counts).toEqual([40, 40, 40, 40]);
  });

  it('does not wait for answers', async () => {
    const { sent, running } = traffic(
      100,
      async () => ['slow'],
      () => new Promise(() => {}),
    );
    await jest.advanceTimersByTimeAsync(2_000);
    running.stop();
    expect(sent.length).toBeGreaterThanOrEqual(195);
  });

  it('piles up no more than 500 requests behind an app that hangs', async () => {
    const { sent, running } = traffic(
      1000,
      async () => ['hangs'],
      () => new Promise(() => {}),
    );
    await jest.advanceTimersByTimeAsync(2_000);
    running.stop();
    expect(sent).toHaveLength(500);
  });

  it('follows replaced tasks, and keeps the addresses it has when nobody tells new ones', async () => {
    let answer: () => Promise<readonly string[]> = async () => ['old'];
    const { sent, running } = traffic(10, () => answer());
    await jest.advanceTimersByTimeAsync(500);
    answer = () => Promise.reject(new Error('throttled'));
    await jest.advanceTimersByTimeAsync(1_500);
    expect(new Set(sent)).toEqual(new Set(['old']));
    answer = async () => ['new'];
    await jest.advanceTimersByTimeAsync(1_500);
    running.stop();
    expect(sent.at(-1)).toBe('new');
  });

  it('sends nothing while there is no address, and does not make up for it later', async () => {
    let addresses: string[] = [];
    const { sent, running } = traffic(10, async () => addresses);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    addresses = ['a'];
    await jest.advanceTimersByTimeAsync(2_000);
    running.stop();
    expect(sent.length).toBeLessThanOrEqual(21);
  });

  it('is off at 0', async () => {
    const { sent, running } = traffic(0, async () => ['a']);
    await jest.advanceTimersByTimeAsync(2_000);
    running.stop();
    expect(sent).toEqual([]);
  });

  it('ends when it is stopped', async () => {
    const { sent, running } = traffic(10, async () => ['a']);
    await jest.advanceTimersByTimeAsync(1_000);
    running.stop();
    const before = sent.length;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(sent).toHaveLength(before);
    expect(jest.getTimerCount()).toBe(0);
  });
});
