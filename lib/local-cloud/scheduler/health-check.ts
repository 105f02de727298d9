export type Health = 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';

/** A container health check's numbers, in milliseconds. */
export interface HealthCheckRule {
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly startPeriod: number;
}

/** What a container's probes have shown so far. */
export interface HealthState {
  readonly status: Health;
  /** Failed probes in a row that count. */
  readonly failures: number;
  readonly probes: number;
  readonly startedAt: number;
}

const FIRST_PAUSE = 200;

/** The rule in milliseconds, with ECS's defaults: interval 30 s, timeout 5 s, 3 retries, no start period. */
export function healthCheckRule(seconds: {
  readonly interval?: number | undefined;
  readonly timeout?: number | undefined;
  readonly retries?: number | undefined;
  readonly startPeriod?: number | undefined;
}): HealthCheckRule {
  return {
    interval: (seconds.interval ?? 30) * 1000,
    timeout: (seconds.timeout ?? 5) * 1000,
    retries: seconds.retries ?? 3,
    startPeriod: (seconds.startPeriod ?? 0) * 1000,
  };
}

/** A container that has just started. */
export function unprobed(startedAt: number): HealthState {
  return { status: 'UNKNOWN', failures: 0, probes: 0, startedAt };
}

/**
 * The state after one probe. Docker probes for the first time after `interval` and forgives failures within the start
 * period; we probe at once, so failures before the later of the two are forgiven: no container is judged earlier.
 */
export function afterProbe(state: HealthState, rule: HealthCheckRule, passed: boolean, now: number): HealthState {
  const probes = state.probes + 1;
  if (passed) return { ...state, probes, status: 'HEALTHY', failures: 0 };
  if (isWarmingUp(state, rule, now)) return { ...state, probes };
  const failures = state.failures + 1;
  return { ...state, probes, failures, status: failures >= rule.retries ? 'UNHEALTHY' : state.status };
}

/** Milliseconds until the next probe: short and growing until the container is first healthy, then the interval. */
export function pauseBeforeProbe(state: HealthState, rule: HealthCheckRule, now: number): number {
  if (state.probes === 0) return 0;
  if (!isWarmingUp(state, rule, now)) return rule.interval;
  return Math.min(rule.interval, FIRST_PAUSE * 2 ** Math.min(state.probes - 1, 3));
}

/** A task's health is that of its essential containers with a health check; UNKNOWN when none has one. */
export function taskHealth(checked: readonly Health[]): Health {
  if (checked.includes('UNHEALTHY')) return 'UNHEALTHY';
  return checked.length > 0 && checked.every((health) => health === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}

function isWarmingUp(state: HealthState, rule: HealthCheckRule, now: number): boolean {
  return state.status === 'UNKNOWN' && now < state.startedAt + Math.max(rule.interval, rule.startPeriod);
}
