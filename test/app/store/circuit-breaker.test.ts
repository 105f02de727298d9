import type { CircuitState } from '../../../app/src/metrics/names';
import { type CircuitBreaker, createCircuitBreaker } from '../../../app/src/store/circuit-breaker';
import { CircuitOpenError } from '../../../app/src/store/errors';

const states: CircuitState[] = [];
let breaker: CircuitBreaker;
beforeEach(() => {
  jest.useFakeTimers();
  states.splice(0);
  breaker = createCircuitBreaker({
    timeoutMs: 1000,
    thresholdPercent: 50,
    minimumCalls: 4,
    windowMs: 10_000,
    recoveryMs: 5000,
    onState: (state) => states.push(state),
  });
});
afterEach(() => {
  breaker.close();
  jest.useRealTimers();
});

const good = () => breaker.run(async () => 'done');
const bad = () => breaker.run(() => Promise.reject(new Error('broken'))).catch((error: unknown) => error);
async function repeat(times: number, call: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < times; i += 1) await call();
}

test('it passes on what a call gives', async () => {
  expect(await good()).toBe('done');
  expect(await bad()).toMatchObject({ message: 'broken' });
  expect(breaker.state).toBe('closed');
});

test('fewer calls than the minimum never open it', async () => {
  await repeat(3, bad);
  expect(breaker.state).toBe('closed');
});

test('it stays closed at the threshold and opens above it', async () => {
  await repeat(4, good);
  await repeat(4, bad);
  expect(breaker.state).toBe('closed');
  await bad();
  expect(breaker.state).toBe('open');
  expect(states).toEqual(['open']);
});

test('open, it lets no call begin', async () => {
  await repeat(4, bad);
  const call = jest.fn(async () => 'done');
  await expect(breaker.run(call)).rejects.toMatchObject({
    name: 'CircuitOpenError',
    message: 'the circuit breaker is open',
  });
  expect(call).not.toHaveBeenCalled();
});

test('after the recovery time one call may try, and closes it', async () => {
  await repeat(4, bad);
  jest.advanceTimersByTime(5000);
  expect(breaker.state).toBe('half_open');
  const first = good();
  await expect(good()).rejects.toThrow(CircuitOpenError);
  expect(await first).toBe('done');
  expect(breaker.state).toBe('closed');
  expect(states).toEqual(['open', 'half_open', 'closed']);
});

test('a try that fails opens it again', async () => {
  await repeat(4, bad);
  jest.advanceTimersByTime(5000);
  await bad();
  expect(states).toEqual(['open', 'half_open', 'open']);
});

test('failures that left the window count no more', async () => {
  await repeat(3, bad);
  jest.advanceTimersByTime(10_000);
  await repeat(3, bad);
  expect(breaker.state).toBe('closed');
});

test('a call that takes too long is given up, and told so by its signal', async () => {
  let seen: AbortSignal | undefined;
  const hanging = (signal: AbortSignal) => {
    seen = signal;
    return new Promise(() => {});
  };
  const failure = breaker.run(hanging).catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(1000);
  expect(await failure).toMatchObject({ name: 'TimeLimitError', message: 'no answer within 1000 ms' });
  expect(seen?.aborted).toBe(true);
});
