import * as fc from 'fast-check';
import type { DecodedPacket, Packet } from 'dns-packet';
import { decode, encode } from 'dns-packet';
import type { Reply } from '../../../lib/local-cloud/dns/answer';
import { RCODE } from '../../../lib/local-cloud/dns/answer';
import type { Transport } from '../../../lib/local-cloud/dns/respond';
import { respond } from '../../../lib/local-cloud/dns/respond';

const question = { type: 'A', name: 'app.sre.local' } as const;
const RECURSION_DESIRED = 0x100;
const TRUNCATED = 0x200;
const AUTHORITATIVE = 0x400;

function replyOf(records: number): Reply {
  const answers = Array.from({ length: records }, () => ({ ...question, ttl: 10, data: '10.0.0.1' }));
  return { rcode: RCODE.NOERROR, authoritative: true, answers, authorities: [] };
}

function query(packet: Partial<Packet> = {}): Buffer {
  return encode({ type: 'query', id: 4711, flags: RECURSION_DESIRED, questions: [question], ...packet });
}

function exchange(message: Buffer, records = 1, transport: Transport = 'udp'): DecodedPacket {
  const response = respond(message, transport, () => replyOf(records));
  if (response === undefined) throw new Error('no response');
  return decode(response);
}

function withEdns(udpPayloadSize: number, ednsVersion = 0): Buffer {
  return query({
    additionals: [
      { type: 'OPT', name: '.', udpPayloadSize, ednsVersion, extendedRcode: 0, flags: 0, flag_do: false, options: [] },
    ],
  });
}

const codeOf = (packet: DecodedPacket) => (packet.flags ?? 0) & 0x0f;

describe('DNS messages', () => {
  test('keep the id, the question and the wish for recursion, and say that they are authoritative', () => {
    const response = exchange(query());
    expect(response).toMatchObject({ type: 'response', id: 4711, questions: [{ name: 'app.sre.local', type: 'A' }] });
    expect(response.flags).toBe(RECURSION_DESIRED | AUTHORITATIVE);
    expect(response.answers).toHaveLength(1);
    expect(response.additionals).toHaveLength(0);
  });

  test('a UDP answer above 512 bytes is cut and says so; TCP has all of it', () => {
    const cut = exchange(query(), 20);
    expect(cut.flags).toBe(RECURSION_DESIRED | AUTHORITATIVE | TRUNCATED);
    expect(cut.answers).toHaveLength(0);
    expect(exchange(query(), 20, 'tcp').answers).toHaveLength(20);
  });

  test.each([
    [1232, 60, 0],
    [1232, 20, 20],
    [65_535, 60, 0],
    [100, 10, 10],
  ])('EDNS with %d bytes: of %d records it gets %d', (size, records, got) => {
    const response = exchange(withEdns(size), records);
    expect(response.answers).toHaveLength(got);
    expect(response.additionals).toEqual([expect.objectContaining({ type: 'OPT', udpPayloadSize: 1232 })]);
  });

  test('an unknown EDNS version is BADVERS', () => {
    const response = exchange(withEdns(1232, 1));
    expect(response.additionals).toEqual([expect.objectContaining({ type: 'OPT', extendedRcode: 1, ednsVersion: 0 })]);
    expect(response.answers).toHaveLength(0);
  });

  test.each([
    ['no question', query({ questions: [] })],
    ['two questions', query({ questions: [question, question] })],
    ['a question that is cut off', query().subarray(0, 20)],
    ['a name that points at itself', Buffer.from('1267010000010000000000000c00c00010001'.padEnd(40, '0'), 'hex')],
  ])('%s is FORMERR with the same id', (_, message) => {
    const response = exchange(message);
    expect(codeOf(response)).toBe(RCODE.FORMERR);
    expect(response.id).toBe(message.readUInt16BE(0));
  });

  test('an opcode other than QUERY is NOTIMP', () => {
    expect(codeOf(exchange(query({ flags: 5 << 11 })))).toBe(RCODE.NOTIMP);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['less than a header', Buffer.alloc(11)],
    ['a response', encode({ type: 'response', id: 1, questions: [question] })],
  ])('%s is not answered', (_, message) => {
    expect(respond(message, 'udp', () => replyOf(1))).toBeUndefined();
  });

  test('never throws, whatever arrives', () => {
    const noise = fc.uint8Array({ maxLength: 80 });
    const asked = query();
    const damage = fc.array(fc.tuple(fc.nat(asked.length - 1), fc.nat(255)), { minLength: 3, maxLength: 3 });
    const damaged = damage.map((bytes) => {
      const copy = Buffer.from(asked);
      for (const [at, value] of bytes) copy.writeUInt8(value, at);
      return copy;
    });
    const never = fc.property(fc.oneof(noise, damaged), (message) => {
      respond(Buffer.from(message), 'udp', () => replyOf(1));
    });
    expect(() => fc.assert(never, { numRuns: 5_000 })).not.toThrow();
  });
});
