import { Template } from 'aws-cdk-lib/assertions';
import { createLabApi } from '../../../lib/aws/sdk-lab-api';
import { createStackApi, type StackApi } from '../../../lib/aws/stack-api';
import { openBoard } from '../../../lib/cli/class/board';
import { deleteNetwork, deleteTeams } from '../../../lib/cli/class/down-class';
import { gatherClass } from '../../../lib/cli/class/gather-class';
import { firstTeams } from '../../../lib/cli/class/teams';
import { PLAIN } from '../../../lib/cli/format/style';
import { NetworkStack } from '../../../lib/stacks/network-stack';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';
import { createFakeRuntime } from '../../_helpers/fake-runtime';
import { givenApp } from '../../constructs/given-stack';
import { givenLab } from '../../stacks/given-lab';

const TEAMS = firstTeams('team', 2);

describe('the labs of a class in one cloud', () => {
  const runtime = createFakeRuntime();
  let cloud: TestCloud;
  let stacks: StackApi;
  beforeAll(async () => {
    cloud = await startTestCloud({ runtime, timing: { healthyAfter: 0 } });
    const { endpoint, region, credentials } = cloud.cloud;
    stacks = await createStackApi({ endpoint, region, credentials });
    await deployStack(
      cloud,
      'SreSloLabNetwork',
      Template.fromStack(new NetworkStack(givenApp(), { flowLogs: false, owner: 'maria' })).toJSON(),
    );
    for (const { name, stack } of TEAMS) {
      const template = Template.fromStack(givenLab({ lab: name, network: 'shared', history: 'off' })).toJSON();
      await deployStack(cloud, stack, template);
    }
  });
  afterAll(() => cloud.close());

  const gather = async () => {
    const { endpoint, region, credentials } = cloud.cloud;
    return gatherClass(await createLabApi({ endpoint, region, credentials }), await stacks.stacks(), 'team');
  };
  const board = () =>
    openBoard(
      TEAMS.map(({ name }) => name),
      { style: PLAIN, progress: () => {} },
    );

  it('have addresses of their own in one VPC', async () => {
    const teams = await gather();
    expect(teams.map(({ team, state, ends }) => [team, state, ends])).toEqual([
      ['team-1', 'CREATE_COMPLETE', 'nightly'],
      ['team-2', 'CREATE_COMPLETE', 'nightly'],
    ]);
    const addresses = teams.flatMap(({ app, prometheus }) => [app, prometheus]);
    expect(new Set(addresses).size).toBe(4);
    expect(addresses).not.toContain(null);
  });

  it('leave localhost to the first of them', async () => {
    const reachable = [...runtime.sandboxes].filter(([, sandbox]) => sandbox.reachable).map(([id]) => id);
    const first = (await Promise.all(['SreSloLab-team-1', 'SreSloLab-team-2'].map(tasksOf)))[0]!;
    expect(reachable.sort()).toEqual(first.sort());
  });

  it('keep the network as long as one is in it, and go one by one', async () => {
    expect(await deleteNetwork(stacks)).toMatch(/SreSloLabNetwork-\w+.*SreSloLab-team-1/);
    expect(await deleteTeams({ api: stacks, teams: TEAMS.slice(1), board: board() })).toEqual([
      { team: 'team-2', error: null },
    ]);
    expect((await gather()).map(({ team }) => team)).toEqual(['team-1']);
    // What is gone already is as good as deleted.
    expect(await deleteTeams({ api: stacks, teams: TEAMS, board: board() })).toEqual([
      { team: 'team-1', error: null },
      { team: 'team-2', error: null },
    ]);
    expect(await deleteNetwork(stacks)).toBeNull();
    expect(await stacks.stacks()).toEqual([]);
  });

  async function tasksOf(cluster: string): Promise<string[]> {
    const { endpoint, region, credentials } = cloud.cloud;
    const api = await createLabApi({ endpoint, region, credentials });
    const tasks = await Promise.all(
      ['sre-app-service', 'sre-observability-service'].map((service) => api.listServiceTasks(cluster, service)),
    );
    return tasks.flat().map(({ taskArn = '' }) => taskArn.slice(taskArn.lastIndexOf('/') + 1));
  }
});

it('localhost leads to no lab where it is not to', async () => {
  const runtime = createFakeRuntime();
  const cloud = await startTestCloud({ runtime, localhost: false, timing: { healthyAfter: 0 } });
  await deployStack(cloud, 'SreSloLab', Template.fromStack(givenLab({ history: 'off' })).toJSON());
  expect([...runtime.sandboxes.values()].map(({ reachable }) => reachable)).toEqual([false, false]);
  await cloud.close();
});
