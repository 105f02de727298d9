import { RegisterTaskDefinitionCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const SENTENCE =
  'the local cloud has no log router (FireLens); use the log driver awslogs, for the lab by deploying without -c logs=loki';

describe('a task definition with a log router', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  it.each<[string, Partial<ContainerDefinition>]>([
    ['the log driver awsfirelens', { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'loki' } } }],
    ['a FireLens configuration', { firelensConfiguration: { type: 'fluentbit' } }],
  ])('is refused for %s, by name and with the next step', async (_what, definition) => {
    const register = new RegisterTaskDefinitionCommand({
      family: 'app',
      containerDefinitions: [{ name: 'app', image: 'sre-slo-lab/app:1', ...definition }],
    });
    await expect(cloud.ecs.send(register)).rejects.toMatchObject({ message: expect.stringContaining(SENTENCE) });
  });
});
