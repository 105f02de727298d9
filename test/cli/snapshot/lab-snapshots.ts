import type { SloState } from '../../../lib/cli/prometheus/slo-state';
import type { LabSnapshot, LeavingTask } from '../../../lib/cli/snapshot/snapshot';
import type { ServiceStatus, TaskStatus } from '../../../lib/cli/status/lab-status';

export const T0 = Date.parse('2026-11-20T10:00:00Z');

export function task(id: string, privateAddress: string, change: Partial<TaskStatus> = {}): TaskStatus {
  return {
    id,
    lastStatus: 'RUNNING',
    health: 'HEALTHY',
    startedAt: '2026-11-20T09:59:00.000Z',
    privateAddress,
    publicAddress: '127.0.9.1',
    containers: [],
    ...change,
  };
}

export function leaving(id: string, change: Partial<LeavingTask> = {}): LeavingTask {
  return {
    ...task(id, '10.0.0.5', { lastStatus: 'STOPPED' }),
    service: 'sre-app-service',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    ...change,
  };
}

export function app(tasks: readonly TaskStatus[], change: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    name: 'sre-app-service',
    desired: 1,
    running: tasks.length,
    pending: 0,
    deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', reason: 'ECS deployment completed.' }],
    tasks,
    ...change,
  };
}

/** Burning `burn` times too fast in the shortest window. */
export function slo(name: string, burn: number, change: Partial<SloState> = {}): SloState {
  return {
    slo: name,
    objective: '99%',
    clock: 'class',
    title: name,
    target: 0.99,
    sli: 0.995,
    budgetLeft: 0.5,
    burn: [
      { window: '20s', seconds: 20, rate: burn },
      { window: '15m', seconds: 900, rate: burn / 10 },
    ],
    exhaustionSeconds: null,
    ...change,
  };
}

/** A healthy lab with one task of the app, `aaaaaaaa1` at 10.0.0.5, `seconds` after the start of the story. */
export function snapshot(seconds: number, change: Partial<LabSnapshot> = {}): LabSnapshot {
  return {
    at: T0 + seconds * 1000,
    cluster: 'SreSloLab',
    endpoint: 'http://127.0.0.1:4566',
    services: [app([task('aaaaaaaa1', '10.0.0.5')])],
    leaving: [],
    discovery: [dns(['10.0.0.5'])],
    prometheus: 'http://127.0.9.2:9090',
    targets: [target('10.0.0.5')],
    slos: [slo('availability', 0), slo('outside-in', 0)],
    alerts: [],
    faults: [],
    problem: null,
    ...change,
  };
}

export function dns(addresses: readonly string[]) {
  return {
    service: 'sre-app-service',
    name: 'sre-app-service.sre.local',
    ttlSeconds: 10,
    addresses,
    by: 'dns' as const,
  };
}

export function target(host: string, health: 'up' | 'down' | 'unknown' = 'up') {
  return { job: 'sre-app', address: `${host}:5000`, health, lastError: '' };
}
