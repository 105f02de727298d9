import { eventsBetween } from '../../../lib/cli/watch/events-between';
import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import { app, dns, leaving, snapshot, target, task } from '../snapshot/lab-snapshots';

const told = (before: Partial<LabSnapshot>, after: Partial<LabSnapshot>) =>
  eventsBetween(snapshot(0, before), snapshot(1, after)).map(({ kind, text }) => `${kind}: ${text}`);

const ALERT = {
  name: 'SloBurn',
  state: 'pending' as const,
  labels: { alertname: 'SloBurn', slo: 'availability' },
  summary: 'Availability burns',
  activeAt: '2026-11-20T10:00:00Z',
};

const FAULT = {
  id: 'error-all',
  type: 'error',
  route: '*',
  strength: 0.1,
  owner: null,
  endsAt: null,
  remainingSeconds: null,
  requests: 0,
  hits: 0,
  task: 'aaaaaaaa1',
};

describe('what happened between two looks', () => {
  it('is nothing when nothing changed', () => {
    expect(told({}, {})).toEqual([]);
  });

  it('tells of a task that was replaced, and why it stopped', () => {
    const after = {
      services: [app([task('bbbbbbbb2', '10.0.1.5')])],
      leaving: [leaving('aaaaaaaa1')],
      discovery: [dns(['10.0.1.5'])],
      targets: [target('10.0.0.5', 'down'), target('10.0.1.5', 'unknown')],
    };
    expect(told({}, after)).toEqual([
      'bad: task aaaaaaaa of sre-app-service stopped: EssentialContainerExited, Essential container in task exited',
      'good: task bbbbbbbb of sre-app-service runs at 10.0.1.5',
      'neutral: DNS: sre-app-service.sre.local → 10.0.1.5',
      'bad: target 10.0.0.5:5000 is DOWN',
      'neutral: target 10.0.1.5:5000 found',
    ]);
    expect(told(after, { ...after, targets: [target('10.0.1.5')] })).toEqual([
      'good: target 10.0.1.5:5000 is UP',
      'neutral: target 10.0.0.5:5000 is gone',
    ]);
  });

  it('tells of deployments and of other numbers of tasks', () => {
    const deploying = [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS', reason: null }];
    const failed = [{ status: 'PRIMARY', rolloutState: 'FAILED', reason: 'circuit breaker' }];
    const tasks = [task('aaaaaaaa1', '10.0.0.5')];
    expect(told({}, { services: [app(tasks, { desired: 2, deployments: deploying })] })).toEqual([
      'neutral: sre-app-service shall have 2 instead of 1',
      'neutral: deployment of sre-app-service: in progress',
    ]);
    expect(told({}, { services: [app(tasks, { deployments: failed })] })).toEqual([
      'bad: deployment of sre-app-service: failed',
    ]);
  });

  it('tells of alerts: pending, firing, resolved; one that was pending only just goes', () => {
    const firing = { ...ALERT, state: 'firing' as const };
    expect(told({}, { alerts: [ALERT] })).toEqual(['neutral: pending: Availability burns']);
    expect(told({ alerts: [ALERT] }, { alerts: [firing] })).toEqual(['bad: firing: Availability burns']);
    expect(told({ alerts: [firing] }, {})).toEqual(['good: resolved: Availability burns']);
    expect(told({ alerts: [ALERT] }, {})).toEqual([]);
  });

  it('tells of faults', () => {
    expect(told({}, { faults: [FAULT] })).toEqual(['bad: fault error-all (strength 0.1) is on in task aaaaaaaa']);
    expect(told({ faults: [FAULT] }, {})).toEqual(['good: fault error-all is over in task aaaaaaaa']);
  });

  it('takes silence for silence: nothing stopped, went or was resolved because nobody answered', () => {
    const blind = { services: null, leaving: [], discovery: null, targets: null, alerts: null, faults: null };
    const busy = { alerts: [{ ...ALERT, state: 'firing' as const }], faults: [FAULT] };
    expect(told(busy, blind)).toEqual([
      'bad: the AWS API does not answer any more',
      'bad: Prometheus does not answer any more',
    ]);
    expect(told(blind, busy)).toEqual(['good: the AWS API answers', 'good: Prometheus answers']);
  });
});
