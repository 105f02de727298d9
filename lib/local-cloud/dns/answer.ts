import type { Answer, Question, SoaAnswer, SrvAnswer, StringAnswer } from 'dns-packet';
import type { IndexedName, ZoneIndex } from './zone-index';
import { zoneOf } from './zone-index';
import type { AddressRecord, ServiceRecord, Zone } from './zone';

/** Response codes of RFC 1035 that the server gives. */
export const RCODE = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** The part of a response that depends on the zones. */
export interface Reply {
  readonly rcode: (typeof RCODE)[keyof typeof RCODE];
  readonly authoritative: boolean;
  readonly answers: Answer[];
  readonly authorities: Answer[];
}

/** Seconds that a resolver may keep "no such name": the SOA TTL that Cloud Map gives a private namespace. */
export const NEGATIVE_TTL_SECONDS = 15;

/** What Route 53 puts into the SOA of a hosted zone. */
const SOA = {
  mname: 'ns-1536.awsdns-00.co.uk',
  rname: 'awsdns-hostmaster.amazon.com',
  serial: 1,
  refresh: 7200,
  retry: 900,
  expire: 1_209_600,
  minimum: NEGATIVE_TTL_SECONDS,
};

/** Types that ask for more than one record set: zone transfers, and ANY (RFC 8482 lets a server decline it). */
const META_TYPES: ReadonlySet<string> = new Set(['ANY', 'AXFR', 'IXFR', 'UNKNOWN_253', 'UNKNOWN_254', 'UNKNOWN_255']);

const REFUSED: Reply = { rcode: RCODE.REFUSED, authoritative: false, answers: [], authorities: [] };

/**
 * Answers one question from the zones. A name outside every zone is refused at once instead of left to a time-out:
 * there is no resolver behind this one.
 * @param random a number in [0, 1), as Math.random gives
 */
export function answer(index: ZoneIndex, question: Question, random: () => number): Reply {
  const name = question.name.toLowerCase();
  const zone = zoneOf(index, name);
  if (zone === undefined || (question.class ?? 'IN') !== 'IN' || META_TYPES.has(question.type)) return REFUSED;
  const entry = index.names.get(name);
  if (entry?.zone !== zone) return negative(zone, RCODE.NXDOMAIN);
  const answers = recordsOf(entry, question, random);
  return answers.length === 0
    ? negative(zone, RCODE.NOERROR)
    : { rcode: RCODE.NOERROR, authoritative: true, answers, authorities: [] };
}

function recordsOf(entry: IndexedName, question: Question, random: () => number): Answer[] {
  const { name } = question;
  const ttl = entry.ttlSeconds;
  switch (question.type) {
    case 'A':
      return pick(entry.addresses, entry.limit, random).map((record) => addressAnswer(record, name, ttl));
    case 'SRV':
      return pick(entry.services, entry.limit, random).map((record) => serviceAnswer(record, name, ttl));
    case 'SOA':
      return name.toLowerCase() === entry.zone.name.toLowerCase() ? [soaOf(entry.zone)] : [];
    default:
      return [];
  }
}

/** At most `limit` of the records, in random order. */
function pick<T>(records: readonly T[], limit: number, random: () => number): T[] {
  const pool = [...records];
  const picked: T[] = [];
  while (picked.length < limit && pool.length > 0) {
    picked.push(...pool.splice(Math.floor(random() * pool.length), 1));
  }
  return picked;
}

function addressAnswer({ address }: AddressRecord, name: string, ttl: number): StringAnswer {
  return { type: 'A', name, ttl, data: address };
}

function serviceAnswer({ priority, weight, port, target }: ServiceRecord, name: string, ttl: number): SrvAnswer {
  return { type: 'SRV', name, ttl, data: { priority, weight, port, target } };
}

function negative(zone: Zone, rcode: Reply['rcode']): Reply {
  return { rcode, authoritative: true, answers: [], authorities: [soaOf(zone)] };
}

function soaOf(zone: Zone): SoaAnswer {
  return { type: 'SOA', name: zone.name, ttl: NEGATIVE_TTL_SECONDS, data: SOA };
}
