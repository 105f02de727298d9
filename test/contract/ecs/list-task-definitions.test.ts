import {
  DeregisterTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { EcsLab } from './_ecs-lab';

describe('ListTaskDefinitions and ListTaskDefinitionFamilies', () => {
  let lab: EcsLab;
  let arns: string[];
  beforeAll(async () => {
    lab = await EcsLab.start();
    arns = [await lab.register(), await lab.register(), await lab.register({ family: 'webhook' })];
    await lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arns[2] }));
  });
  afterAll(() => lab.close());

  it('lists ACTIVE revisions, of one family, in both orders, page by page', async () => {
    const list = async (input = {}) => lab.ecs.send(new ListTaskDefinitionsCommand(input));
    expect((await list()).taskDefinitionArns).toEqual(arns.slice(0, 2));
    expect((await list({ status: 'INACTIVE' })).taskDefinitionArns).toEqual([arns[2]]);
    expect((await list({ sort: 'DESC' })).taskDefinitionArns).toEqual([arns[1], arns[0]]);
    expect((await list({ familyPrefix: 'webhook' })).taskDefinitionArns).toEqual([]);
    const first = await list({ maxResults: 1 });
    expect((await list({ nextToken: first.nextToken })).taskDefinitionArns).toEqual([arns[1]]);
  });

  it('lists families by the state of their revisions', async () => {
    const list = async (input: { status?: 'ACTIVE' | 'INACTIVE' | 'ALL'; familyPrefix?: string }) =>
      (await lab.ecs.send(new ListTaskDefinitionFamiliesCommand(input))).families;
    expect(await list({})).toEqual(['web', 'webhook']);
    expect(await list({ status: 'ACTIVE' })).toEqual(['web']);
    expect(await list({ familyPrefix: 'webh' })).toEqual(['webhook']);
  });

  it('fails for a page of more than 100', async () => {
    await expect(lab.ecs.send(new ListTaskDefinitionsCommand({ maxResults: 101 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
