import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { askEvery } from './_client';
import { cdk, labEnvironment, output, ROOT, startForeground, type Finished, type ForegroundLab } from './_lab';

/** A version that cannot start must be given up in this time: the restart back-off of three tasks, and two updates. */
const BOUND_MS = 60_000;

/** What is looked at of the answers of the AWS CLI. */
interface AwsAnswer {
  readonly Stacks: readonly { readonly StackStatus: string }[];
  readonly services: readonly {
    readonly taskDefinition: string;
    readonly deployments: readonly { readonly status: string; readonly rolloutState: string }[];
    readonly events: readonly { readonly message: string }[];
  }[];
  readonly tasks: readonly { readonly taskArn: string; readonly lastStatus: string }[];
}

/** `cdk deploy` of versions that cannot start, with the real CDK CLI, while a client asks on. */
describe('a version that cannot start', () => {
  let running: ForegroundLab;
  let environment: NodeJS.ProcessEnv;
  let before: string;

  beforeAll(async () => {
    running = startForeground('--traffic', '0');
    await running.ready;
    environment = await labEnvironment();
    before = (await service()).taskDefinition;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const aws = async (...args: string[]): Promise<AwsAnswer> =>
    JSON.parse(
      await output(
        ['/usr/bin/aws', '--endpoint-url', environment.AWS_ENDPOINT_URL!, '--output', 'json', ...args],
        environment,
      ),
    ) as AwsAnswer;
  const service = async () =>
    (await aws('ecs', 'describe-services', '--cluster', 'SreSloLab', '--services', 'sre-app-service')).services[0]!;
  const deployVersion = (version: string): Promise<Finished> =>
    cdk(
      'deploy',
      '--require-approval',
      'never',
      '--no-notices',
      '--app',
      `node ${join(ROOT, 'dist/test/_fixtures/bad-version.js')} ${version}`,
      // Two deploys never share a folder of synthesized templates.
      '--output',
      join(ROOT, '.lab/tmp', version),
    );

  it.each([
    ['bad-tag', /CannotPullContainerError: .*no-such-tag: not found/],
    ['crash', /cannot read the settings/],
    ['unhealthy', /Task failed container health checks/],
  ])(
    'is given up, explained on the screen and rolled back, and nobody notices: %s',
    async (version, reason) => {
      const client = askEvery(50, 'http://localhost:5000/');
      const begun = Date.now();
      const { code, stdout, stderr } = await deployVersion(version);
      const took = Date.now() - begun;
      const { answered, failures } = await client.stop();
      const screen = stripVTControlCharacters(`${stdout}${stderr}`);
      expect(code).not.toBe(0);
      expect(took).toBeLessThan(BOUND_MS);
      expect(screen).toMatch(/ECS Deployment Circuit Breaker was triggered/);
      expect(screen).toMatch(reason);
      // The CDK CLI cuts the column's words.
      expect(screen).toContain('UPDATE_ROLLBACK_COMPL');

      const { Stacks } = await aws('cloudformation', 'describe-stacks', '--stack-name', 'SreSloLab');
      expect(Stacks[0]!.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      const { taskDefinition, deployments, events } = await service();
      expect(taskDefinition).toBe(before);
      expect(deployments).toEqual([expect.objectContaining({ status: 'PRIMARY', rolloutState: 'COMPLETED' })]);
      expect(events.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/^\(service sre-app-service\) rolling back to deployment ecs-svc\/\d+\.$/),
      );
      expect(failures).toEqual([]);
      expect(answered).toBeGreaterThan(20);
    },
    BOUND_MS + 30_000,
  );

  it('is forgotten by the next good one, which deploys without a gap', async () => {
    const client = askEvery(50, 'http://localhost:5000/');
    const { code } = await deployVersion('good');
    const { failures } = await client.stop();
    expect(code).toBe(0);
    expect(failures).toEqual([]);
    expect((await service()).taskDefinition).not.toBe(before);
  });
});
