import { every } from '../../../observability/prober/src/every';

/** Timers by hand: each may be late or early by what the test says. */
describe('every second', () => {
  let now: number;
  let timer: { readonly run: () => void; readonly delay: number } | undefined;
  let ran: number[];
  beforeEach(() => {
    now = 5_000;
    ran = [];
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay: number) => {
      timer = { run, delay };
      return timer;
    }) as unknown as typeof setTimeout);
    jest.spyOn(globalThis, 'clearTimeout').mockImplementation(() => (timer = undefined));
  });
  afterEach(() => jest.restoreAllMocks());

  const start = () =>
    every(
      1_000,
      () => ran.push(now - 5_000),
      () => now,
    );
  const pass = (late: number) => {
    now += timer!.delay + late;
    timer!.run();
  };

  test('begins at once and keeps to its grid, however late its timers are', () => {
    start();
    for (const late of [3, 250, 0, 999, 1]) pass(late);
    expect(ran).toEqual([0, 1_003, 2_250, 3_000, 4_999, 5_001]);
  });

  test('does not run twice for a timer that is a little early', () => {
    start();
    for (const late of [-0.4, -0.4, 0.2]) pass(late);
    expect(ran.map((at) => Math.round(at))).toEqual([0, 1_000, 2_000, 3_000]);
  });

  test('does not make up for what it missed', () => {
    start();
    for (const late of [5_300, 0]) pass(late);
    expect(ran).toEqual([0, 6_300, 7_000]);
  });

  test('ends when it is stopped', () => {
    const stop = start();
    stop();
    expect(timer).toBeUndefined();
  });
});
