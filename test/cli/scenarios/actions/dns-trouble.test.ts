import { dnsTrouble } from '../../../../lib/cli/scenarios/actions/dns-trouble';
import type { ActContext } from '../../../../lib/cli/scenarios/actions/effect';
import { fakeApi, healthyLab, REGISTRY, type FakeLab } from '../../status/fake-lab';

const ATTRIBUTES = { AWS_INSTANCE_IPV4: '10.0.0.5', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY', REGION: 'us-east-1' };

function given(instances: FakeLab['instances']) {
  const fake: FakeLab = { ...healthyLab(), ...(instances && { instances }) };
  const notes: unknown[] = [];
  const lab = { api: fakeApi(fake), cluster: 'SreSloLab' };
  const context: ActContext = {
    lab,
    token: undefined,
    source: { take: () => Promise.reject(new Error('nobody looks')) },
    load: { send: () => undefined },
    loadMix: undefined,
    seconds: 20,
    stepId: 'run-1',
    note: (data) => void notes.push(data),
  };
  return { fake, notes, context };
}

describe('DNS trouble', () => {
  it('takes the tasks out of Cloud Map, having noted what they were registered with', async () => {
    const { fake, notes, context } = given(new Map([['aaaa1111aaaa', ATTRIBUTES]]));
    expect(await dnsTrouble.act({ name: 'dns-trouble' }, context)).toBe(
      'the task of sre-app-service left Cloud Map: its name has no address',
    );
    expect(fake.instances!.size).toBe(0);
    expect(notes).toEqual([{ instances: [{ registry: REGISTRY, id: 'aaaa1111aaaa', attributes: ATTRIBUTES }] }]);
  });

  it('brings them back as healthy ones, since ECS reports only changes, and twice is fine', async () => {
    const { fake, notes, context } = given(new Map([['aaaa1111aaaa', ATTRIBUTES]]));
    await dnsTrouble.act({ name: 'dns-trouble' }, context);
    const undone = async () => [await dnsTrouble.undo!(notes[0], context), fake.instances];
    const healthy = new Map([['aaaa1111aaaa', { ...ATTRIBUTES, AWS_INIT_HEALTH_STATUS: 'HEALTHY' }]]);
    expect(await undone()).toEqual(['the task of sre-app-service in Cloud Map again', healthy]);
    expect(await undone()).toEqual(['the task of sre-app-service in Cloud Map again', healthy]);
  });

  it('brings no task back that is gone: its address belongs to nobody', async () => {
    const { fake, notes, context } = given(new Map([['aaaa1111aaaa', ATTRIBUTES]]));
    await dnsTrouble.act({ name: 'dns-trouble' }, context);
    fake.tasks = {};
    expect(await dnsTrouble.undo!(notes[0], context)).toBe('0 tasks of sre-app-service in Cloud Map again');
    expect(fake.instances!.size).toBe(0);
  });

  it('fails where no task is registered', async () => {
    const { context } = given(new Map());
    await expect(dnsTrouble.act({ name: 'dns-trouble' }, context)).rejects.toThrow(
      'no task of sre-app-service is in Cloud Map; look with "npx lab status"',
    );
  });
});
