import type { LabApi } from '../../aws/lab-api';
import type { StackInfo } from '../../aws/stack-api';
import { gatherStatus } from '../status/gather';
import { tasksNotUp } from '../status/steady';
import { inPool } from './pool';
import type { TeamStatus } from './report';
import { teamsAmong, type Team } from './teams';

/** Each team asks ECS, EC2, Cloud Map and Prometheus: AWS throttles who asks for forty at once. */
const AT_A_TIME = 4;

/** How every lab of the class is. */
export function gatherClass(api: LabApi, stacks: readonly StackInfo[], prefix: string): Promise<TeamStatus[]> {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const teams = teamsAmong([...byName.keys()], prefix);
  return inPool(teams, AT_A_TIME, (team) => gatherTeam(api, team, byName.get(team.stack)?.status ?? 'unknown'));
}

/** @param state CloudFormation's word for the team's stack */
export async function gatherTeam(api: LabApi, { name, stack }: Team, state: string): Promise<TeamStatus> {
  const { urls, ends, services, targets } = await gatherStatus(api, { endpoint: null, cluster: stack });
  const missing = targets ? tasksNotUp(services, targets) : undefined;
  const target = targets === null ? 'unknown' : missing?.length === 0 ? 'UP' : 'DOWN';
  return { team: name, stack, state, ...urls, target, ends, error: null };
}

/** A team whose lab could not be made. */
export function failedTeam({ name, stack }: Team, error: string): TeamStatus {
  return {
    team: name,
    stack,
    state: 'FAILED',
    app: null,
    prometheus: null,
    grafana: null,
    target: 'unknown',
    ends: null,
    error,
  };
}
