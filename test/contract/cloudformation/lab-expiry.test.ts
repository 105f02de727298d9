import { Template } from 'aws-cdk-lib/assertions';
import { CreateChangeSetCommand, DescribeStacksCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { HandTurnedClock, turnUntil } from '../../local-cloud/services/ecs/_clock';
import { givenLab } from '../../stacks/given-lab';

const HOUR = 3_600_000;

/** The lab's own template, deployed with a clock that is turned by hand. It begins at 2026-11-21T00:00:00Z. */
describe('a lab that ends by itself', () => {
  const template = JSON.stringify(Template.fromStack(givenLab()).toJSON());
  let cloud: TestCloud;
  let clock: HandTurnedClock;
  beforeEach(async () => {
    clock = new HandTurnedClock();
    cloud = await startTestCloud({ clock, timing: { describeStacksHold: 0 } });
  });
  afterEach(() => cloud.close());

  /** Deploys it; without a value, the parameter's previous value or default counts, as with the CDK CLI. */
  async function deploy(expiresAt?: string, previous = false): Promise<void> {
    const { Id, StackId } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'SreSloLab',
        ChangeSetName: 'deploy',
        ChangeSetType: previous ? 'UPDATE' : 'CREATE',
        ...(previous ? { UsePreviousTemplate: true } : { TemplateBody: template }),
        Capabilities: ['CAPABILITY_IAM'],
        Parameters: expiresAt === undefined ? [] : [{ ParameterKey: 'ExpiresAt', ParameterValue: expiresAt }],
      }),
    );
    await cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    const status = await turnUntil(clock, 'the stack is done', async () => {
      const { Stacks } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: StackId }));
      const now = Stacks![0]!.StackStatus!;
      return now.endsWith('_IN_PROGRESS') ? undefined : now;
    });
    expect(status).toBe(previous ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE');
  }
  async function services() {
    const { services: found } = await cloud.ecs.send(
      new DescribeServicesCommand({
        cluster: 'SreSloLab',
        services: ['sre-app-service', 'sre-observability-service'],
        include: ['TAGS'],
      }),
    );
    return found!;
  }
  const desired = async () => (await services()).map(({ desiredCount }) => desiredCount);
  const expires = async () => (await services()).map(({ tags }) => tags?.find(({ key }) => key === 'expires')?.value);
  const turnTo = (iso: string) => clock.turn(Date.parse(iso) - clock.now());

  it('has no task left at its time', async () => {
    await deploy('2026-11-21T00:40:00Z');
    expect(await expires()).toEqual(['2026-11-21T00:40:00Z', '2026-11-21T00:40:00Z']);
    await turnTo('2026-11-21T00:39:59Z');
    expect(await desired()).toEqual([1, 1]);
    await clock.turn(1_000);
    expect(await desired()).toEqual([0, 0]);
  });

  it('runs on when its end is moved, and the new tag changes no task', async () => {
    await deploy('2026-11-21T00:40:00Z');
    const before = (await services()).map(({ taskDefinition, createdAt }) => ({ taskDefinition, createdAt }));
    await deploy('2026-11-21T01:10:00Z', true);
    expect(await expires()).toEqual(['2026-11-21T01:10:00Z', '2026-11-21T01:10:00Z']);
    expect((await services()).map(({ taskDefinition, createdAt }) => ({ taskDefinition, createdAt }))).toEqual(before);
    await clock.turn(HOUR);
    expect(await desired()).toEqual([1, 1]);
    await turnTo('2026-11-21T01:10:00Z');
    expect(await desired()).toEqual([0, 0]);
  });

  it('ends with the night when nobody said when', async () => {
    await deploy();
    await turnTo('2026-11-21T02:00:00Z');
    expect(await desired()).toEqual([0, 0]);
  });

  it('outlasts the night before its time', async () => {
    await deploy('2026-11-21T03:00:00Z');
    await turnTo('2026-11-21T02:00:01Z');
    expect(await desired()).toEqual([1, 1]);
  });

  it('has no schedule when it ends never', async () => {
    await deploy('never');
    expect((await cloud.scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });

  it('fails for a time that is none', async () => {
    await expect(deploy('tomorrow')).rejects.toThrow("Parameter 'ExpiresAt' must match pattern never|nightly|");
  });
});
