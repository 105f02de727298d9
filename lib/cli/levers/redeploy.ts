import { LabError } from '../../model/errors';
import { dnsChanged, sliFalls, sliRecovered, targetUp, tasksRunning, tasksStopped } from '../follow/milestones';
import { serviceOf, type LabSnapshot } from '../snapshot/snapshot';
import type { ReachedLab } from '../status/reach-lab';
import { isSteady } from '../status/steady';
import type { Lever } from './pull-lever';

/** UpdateService with a forced new deployment: the same task definition, other tasks. */
export function redeployLever({ api, cluster }: ReachedLab, before: LabSnapshot, service: string): Lever {
  const status = serviceOf(before, service);
  if (status === undefined || status.desired === 0) {
    throw new LabError('NoTask', `${service} has no task that could be replaced; start one with "npx lab scale 1"`);
  }
  const old = status.tasks.map(({ id }) => id);
  return {
    announcement:
      `UpdateService: a new deployment of ${service} replaces ${old.length === 1 ? 'its task' : `its ${old.length} tasks`} within its ` +
      'minimum and maximum healthy percent. A deployment that does not become steady is rolled back by the circuit breaker.',
    async act() {
      await api.updateService(cluster, service, { forceNewDeployment: true });
      return `a new deployment of ${service} has begun`;
    },
    plan: () => ({
      milestones: [
        tasksRunning({ service, old }),
        tasksStopped(old),
        dnsChanged({ service, old }),
        sliFalls,
        targetUp(old),
        {
          name: 'deployment completed',
          seenIn: (snapshot) => {
            const now = serviceOf(snapshot, service);
            const isNew = now?.tasks.every(({ id }) => !old.includes(id)) === true;
            return now && isNew && isSteady(now) ? (now.deployments[0]?.reason ?? 'steady') : undefined;
          },
        },
        sliRecovered('target UP'),
      ],
      failedIn: (snapshot) => {
        const failed = serviceOf(snapshot, service)?.deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
        return failed ? (failed.reason ?? 'the deployment failed') : undefined;
      },
    }),
  };
}
