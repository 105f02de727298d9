import type { ClusterRecord, TaskRecord } from '../../../../lib/local-cloud/services/ecs/state';
import { forgetStoppedTasks } from '../../../../lib/local-cloud/services/ecs/stopped-tasks';

const HOUR = 3_600_000;

/** A cluster whose tasks stopped at these moments; one more runs. */
function clusterOf(...stoppedAt: readonly number[]): Pick<ClusterRecord, 'tasks' | 'stoppedTasks'> {
  const running = { id: 'running', state: 'RUNNING' } as TaskRecord;
  const stopped = stoppedAt.map((at, index) => ({ id: `t${index}`, state: 'STOPPED', stoppedAt: at }) as TaskRecord);
  return {
    tasks: new Map([running, ...stopped].map((task) => [task.id, task])),
    stoppedTasks: new Set(stopped),
  };
}

test('a STOPPED task is known for an hour, and forgotten after it', () => {
  const cluster = clusterOf(1_000, 2_000);
  forgetStoppedTasks(cluster, HOUR, HOUR + 1_000);
  expect([...cluster.tasks.keys()]).toEqual(['running', 't0', 't1']);
  forgetStoppedTasks(cluster, HOUR, HOUR + 1_001);
  expect([...cluster.tasks.keys()]).toEqual(['running', 't1']);
  expect([...cluster.stoppedTasks].map(({ id }) => id)).toEqual(['t1']);
});

test('of more than 1,000 STOPPED tasks the newest are kept', () => {
  const cluster = clusterOf(...Array.from({ length: 1_002 }, (_, index) => index));
  forgetStoppedTasks(cluster, HOUR, 2_000);
  expect(cluster.tasks.size).toBe(1_001);
  expect([...cluster.stoppedTasks][0]?.id).toBe('t2');
});
