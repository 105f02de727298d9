import { createCloudMap, type CloudMap } from '../../../../lib/local-cloud/services/servicediscovery';

const CONTEXT = { account: '0', region: 'us-east-1', requestId: 'r', principal: 'p', accessKeyId: 'k' };

interface Made {
  readonly OperationId: string;
  readonly Operation: { readonly Targets: { readonly NAMESPACE: string } };
  readonly Service: { readonly Id: string; readonly Arn: string };
}

async function call(map: CloudMap, action: string, input: object): Promise<Made> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test knows what each action answers
  return (await map.definition.actions.get(action)!.run(input, CONTEXT)) as Made;
}

async function mapWith(Type: readonly ('A' | 'SRV')[], more: object = {}): Promise<{ map: CloudMap; arn: string }> {
  const map = createCloudMap({ account: '0', region: 'us-east-1', clock: { now: () => 0 } });
  const { OperationId } = await call(map, 'CreatePrivateDnsNamespace', { Name: 'Sre.local', Vpc: 'vpc-1' });
  const { Operation } = await call(map, 'GetOperation', { OperationId });
  const DnsConfig = { DnsRecords: Type.map((type) => ({ Type: type, TTL: 10 })) };
  const { Service } = await call(map, 'CreateService', {
    Name: 'Web',
    NamespaceId: Operation.Targets.NAMESPACE,
    DnsConfig,
    ...more,
  });
  return { map, arn: Service.Arn };
}

test('a namespace is a zone, a service a name in it, empty while there is no instance', async () => {
  const { map } = await mapWith(['A']);
  expect(map.zones()).toEqual([
    { name: 'sre.local', names: [{ name: 'web.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: [] }] },
  ]);
});

test('an unhealthy instance leaves the answer and comes back, where the service has a custom health check', async () => {
  const { map, arn } = await mapWith(['A'], { HealthCheckCustomConfig: {} });
  const addresses = () => map.zones()[0]!.names[0]!.records.map((record) => 'address' in record && record.address);
  map.registry.register(arn, 'one', { AWS_INSTANCE_IPV4: '10.0.0.1', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
  map.registry.register(arn, 'two', { AWS_INSTANCE_IPV4: '10.0.0.2' });
  expect(addresses()).toEqual(['10.0.0.2']);
  map.registry.setHealth(arn, 'one', true);
  expect(addresses()).toEqual(['10.0.0.1', '10.0.0.2']);
  map.registry.setHealth(arn, 'two', false);
  map.registry.deregister(arn, 'one');
  map.registry.deregister(arn, 'one');
  expect(addresses()).toEqual([]);
});

test('without a custom health check every instance is in the answer', async () => {
  const { map, arn } = await mapWith(['A']);
  map.registry.register(arn, 'one', { AWS_INSTANCE_IPV4: '10.0.0.1', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
  expect(map.zones()[0]!.names[0]!.records).toHaveLength(1);
});

test('an SRV record points to a name of its instance, which has the address', async () => {
  const { map, arn } = await mapWith(['SRV']);
  map.registry.register(arn, 'one', { AWS_INSTANCE_IPV4: '10.0.0.1', AWS_INSTANCE_PORT: '5000' });
  expect(map.zones()[0]!.names.map(({ name, records }) => [name, records])).toEqual([
    ['web.sre.local', [{ type: 'SRV', priority: 1, weight: 1, port: 5000, target: 'one.web.sre.local' }]],
    ['one.web.sre.local', [{ type: 'A', address: '10.0.0.1' }]],
  ]);
});

test('each change makes a new publication and calls the listeners, and nothing else does', async () => {
  const { map, arn } = await mapWith(['A'], { HealthCheckCustomConfig: {} });
  let changes = 0;
  const end = map.onChange(() => (changes += 1));
  const before = map.zones();
  expect(map.zones()).toBe(before);
  map.registry.register(arn, 'one', { AWS_INSTANCE_IPV4: '10.0.0.1' });
  expect(map.zones()).not.toBe(before);
  map.registry.setHealth(arn, 'one', true);
  expect(changes).toBe(1);
  map.registry.setHealth(arn, 'one', false);
  expect(changes).toBe(2);
  end();
  map.registry.deregister(arn, 'one');
  expect(changes).toBe(2);
});

test('the registry knows which ARNs are services', async () => {
  const { map, arn } = await mapWith(['A']);
  expect([map.registry.has(arn), map.registry.has('arn:x')]).toEqual([true, false]);
  expect(() => map.registry.register('arn:x/srv-nothing', 'one', {})).toThrow(/No service/u);
});
