import type { Answer, NotSent } from '../../../lib/cli/traffic/answer';
import { startTraffic } from '../../../lib/cli/traffic/generator';
import { arrivalsOf, evenGaps, segmentsOf } from '../../../lib/cli/traffic/profile';

describe('open-loop traffic', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function traffic(
    rate: number,
    addresses: () => Promise<readonly string[]>,
    send: (address: string) => Promise<Answer> = async () => ({ status: 200 }),
    seconds = Infinity,
  ) {
    const sent: string[] = [];
    const pairs: string[] = [];
    const latencies: number[] = [];
    const notSent: NotSent[] = [];
    let stalledMs = 0;
    const running = startTraffic({
      arrivals: arrivalsOf(segmentsOf({ rate, rampSeconds: 0, spikes: [], seconds }), evenGaps()),
      mix: ['first', 'second'],
      addresses,
      now: () => Date.now() + stalledMs,
      maxInFlight: 500,
      send: (address, request) => {
        sent.push(address);
        pairs.push(`${request} to ${address}`);
        return send(address);
      },
      recorder: {
        over: (_request, _answer, latencyMs) => latencies.push(latencyMs),
        notSent: (_request, why) => notSent.push(why),
      },
    });
    const stall = (milliseconds: number) => (stalledMs += milliseconds);
    return { sent, pairs, latencies, notSent, running, stall };
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

  it('counts what had nowhere to go', async () => {
    const { notSent, running } = traffic(10, async () => []);
    await jest.advanceTimersByTimeAsync(1_000);
    running.stop();
    expect(notSent).toEqual(Array.from({ length: 10 }, () => 'no address'));
  });

  it('counts latency from when a request was due, though this machine was late: no coordinated omission', async () => {
    const { latencies, running, stall } = traffic(10, async () => ['a']);
    await jest.advanceTimersByTimeAsync(40);
    stall(500);
    await jest.advanceTimersByTimeAsync(20);
    running.stop();
    // Due at 50, 150, … 550 ms; all sent at about 550.
    expect(latencies.map((latency) => Math.round(latency / 100))).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('does not make up for minutes in which it could not run, and says how many requests that were', async () => {
    const { sent, notSent, running, stall } = traffic(10, async () => ['a']);
    await jest.advanceTimersByTimeAsync(1_000);
    stall(60_000);
    await jest.advanceTimersByTimeAsync(1_000);
    running.stop();
    expect(notSent.filter((why) => why === 'late').length).toBeGreaterThan(540);
    expect(sent.length).toBeLessThan(80);
  });

  it('sends exactly as many as the time asks for, and is finished when the last answer is there', async () => {
    let answer: (value: Answer) => void = () => {};
    const slow = new Promise<Answer>((resolve) => (answer = resolve));
    const { sent, running } = traffic(
      50,
      async () => ['a'],
      () => slow,
      2,
    );
    const finished = jest.fn();
    void running.finished.then(finished);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(sent).toHaveLength(100);
    expect(finished).not.toHaveBeenCalled();
    answer({ status: 200 });
    await jest.advanceTimersByTimeAsync(0);
    expect(finished).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
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
