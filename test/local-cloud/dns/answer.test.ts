import type { Question } from 'dns-packet';
import { answer, RCODE } from '../../../lib/local-cloud/dns/answer';
import type { Zone } from '../../../lib/local-cloud/dns/zone';
import { indexZones } from '../../../lib/local-cloud/dns/zone-index';

const addresses = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ type: 'A', address: `10.0.0.${i + 1}` }) as const);

const zone: Zone = {
  name: 'sre.local',
  names: [
    { name: 'app.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: addresses(2) },
    { name: 'many.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: addresses(20) },
    { name: 'weighted.sre.local', ttlSeconds: 60, routing: 'WEIGHTED', records: addresses(20) },
    { name: 'empty.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: [] },
    { name: 'a.deep.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: addresses(1) },
    {
      name: 'srv.sre.local',
      ttlSeconds: 10,
      routing: 'MULTIVALUE',
      records: [{ type: 'SRV', priority: 1, weight: 1, port: 5000, target: 'i-1.srv.sre.local' }],
    },
  ],
};
const inner: Zone = {
  name: 'team-3.sre.local',
  names: [{ name: 'app.team-3.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: addresses(1) }],
};
const index = indexZones([zone, inner]);

function ask(name: string, type: Question['type'] = 'A', random: () => number = Math.random) {
  return answer(index, { name, type }, random);
}
const dataOf = (reply: ReturnType<typeof ask>) =>
  reply.answers.map((record) => ('data' in record ? record.data : null));

describe('DNS answers', () => {
  test('has the addresses and the TTL of the name, with authority', () => {
    const reply = ask('app.sre.local');
    expect(reply).toMatchObject({ rcode: RCODE.NOERROR, authoritative: true, authorities: [] });
    expect(new Set(dataOf(reply))).toEqual(new Set(['10.0.0.1', '10.0.0.2']));
    expect(reply.answers).toContainEqual({ type: 'A', name: 'app.sre.local', ttl: 10, data: '10.0.0.1' });
  });

  test("ignores the question's case and keeps it in the answer", () => {
    expect(ask('aPP.Sre.LOCAL').answers).toContainEqual(expect.objectContaining({ name: 'aPP.Sre.LOCAL', type: 'A' }));
  });

  test('MULTIVALUE gives eight different records of many, and in time each of them', () => {
    const seen = new Set<unknown>();
    for (let i = 0; i < 200; i++) {
      const given = dataOf(ask('many.sre.local'));
      expect(new Set(given).size).toBe(8);
      for (const address of given) seen.add(address);
    }
    expect(seen.size).toBe(20);
  });

  test('the order is the random one', () => {
    expect(dataOf(ask('app.sre.local', 'A', () => 0))).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(dataOf(ask('app.sre.local', 'A', () => 0.99))).toEqual(['10.0.0.2', '10.0.0.1']);
  });

  test('WEIGHTED gives one record', () => {
    expect(dataOf(ask('weighted.sre.local', 'A', () => 0.5))).toEqual(['10.0.0.11']);
  });

  test('SRV has priority, weight, port and target', () => {
    expect(dataOf(ask('srv.sre.local', 'SRV'))).toEqual([
      { priority: 1, weight: 1, port: 5000, target: 'i-1.srv.sre.local' },
    ]);
  });

  test.each([
    ['a name without records', 'empty.sre.local', 'A'],
    ['AAAA of a name with A', 'app.sre.local', 'AAAA'],
    ['SRV of a name with A', 'app.sre.local', 'SRV'],
    ['a type that the packet library does not know', 'app.sre.local', 'UNKNOWN_65'],
    ['the apex', 'sre.local', 'A'],
    ['an empty name above an existing one', 'deep.sre.local', 'A'],
  ] as const)('%s exists without data: NOERROR, SOA in authority', (_, name, type) => {
    const reply = ask(name, type as Question['type']);
    expect(reply).toMatchObject({ rcode: RCODE.NOERROR, authoritative: true, answers: [] });
    expect(reply.authorities).toEqual([expect.objectContaining({ type: 'SOA', name: 'sre.local', ttl: 15 })]);
  });

  test.each(['nobody.sre.local', 'x.app.sre.local', 'sre-app.deep.sre.local'])(
    '%s is NXDOMAIN with the SOA',
    (name) => {
      const reply = ask(name);
      expect(reply).toMatchObject({ rcode: RCODE.NXDOMAIN, authoritative: true, answers: [] });
      expect(reply.authorities).toEqual([expect.objectContaining({ type: 'SOA', name: 'sre.local' })]);
    },
  );

  test('the most specific zone answers', () => {
    expect(dataOf(ask('app.team-3.sre.local'))).toEqual(['10.0.0.1']);
    expect(ask('nobody.team-3.sre.local').authorities).toEqual([expect.objectContaining({ name: 'team-3.sre.local' })]);
  });

  test('SOA is asked for at the apex', () => {
    expect(ask('sre.local', 'SOA').answers).toEqual([expect.objectContaining({ type: 'SOA', name: 'sre.local' })]);
  });

  test.each([
    ['a name outside every zone', 'example.com', 'A'],
    ['a name that only ends alike', 'xsre.local', 'A'],
    ['the parent of a zone', 'local', 'A'],
    ['the root', '.', 'A'],
    ['a zone transfer', 'sre.local', 'AXFR'],
    ['ANY', 'app.sre.local', 'UNKNOWN_255'],
  ] as const)('refuses %s', (_, name, type) => {
    expect(ask(name, type as Question['type'])).toEqual({
      rcode: RCODE.REFUSED,
      authoritative: false,
      answers: [],
      authorities: [],
    });
  });

  test('refuses other classes than IN', () => {
    expect(answer(index, { name: 'app.sre.local', type: 'A', class: 'CH' }, Math.random).rcode).toBe(RCODE.REFUSED);
  });
});
