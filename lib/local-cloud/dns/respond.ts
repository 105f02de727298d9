import type { OptAnswer, Packet, Question } from 'dns-packet';
import { AUTHORITATIVE_ANSWER, decode, encode, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet';
import type { Reply } from './answer';
import { RCODE } from './answer';

export type Transport = 'udp' | 'tcp';

const HEADER_BYTES = 12;
/** RFC 1035: what a UDP answer may hold when the client does not say otherwise (RFC 6891). */
const PLAIN_UDP_BYTES = 512;
/** What this server offers and the most it sends over UDP, whatever the client would take (dnsflagday.net/2020). */
const EDNS_UDP_BYTES = 1232;
/** The upper bits of the extended code 16, BADVERS. */
const BADVERS_UPPER_BITS = 1;

/**
 * The response to one message, or nothing when it deserves none (no header, or itself a response: answering those can
 * make two servers talk for ever). Never throws.
 */
export function respond(
  message: Buffer,
  transport: Transport,
  answer: (question: Question) => Reply,
): Buffer | undefined {
  if (message.length < HEADER_BYTES || isResponse(message)) return undefined;
  if (opcodeOf(message) !== 0) return headerOnly(message, RCODE.NOTIMP);
  try {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined || query.questions?.length !== 1) return headerOnly(message, RCODE.FORMERR);
    return responseTo(query, question, transport, answer);
  } catch {
    return headerOnly(message, RCODE.FORMERR);
  }
}

function responseTo(query: Packet, question: Question, transport: Transport, answer: (question: Question) => Reply) {
  const edns = query.additionals?.find((record) => record.type === 'OPT');
  const badVersion = edns !== undefined && edns.ednsVersion !== 0;
  const reply = badVersion ? BADVERS : answer(question);
  const packet: Packet = {
    type: 'response',
    id: query.id,
    flags: ((query.flags ?? 0) & RECURSION_DESIRED) | (reply.authoritative ? AUTHORITATIVE_ANSWER : 0) | reply.rcode,
    questions: [question],
    answers: reply.answers,
    authorities: reply.authorities,
    additionals: edns === undefined ? [] : [ednsAnswer(badVersion ? BADVERS_UPPER_BITS : 0)],
  };
  const bytes = encode(packet);
  if (transport === 'tcp' || bytes.length <= udpLimit(edns)) return bytes;
  return encode({ ...packet, flags: (packet.flags ?? 0) | TRUNCATED_RESPONSE, answers: [], authorities: [] });
}

const BADVERS: Reply = { rcode: RCODE.NOERROR, authoritative: false, answers: [], authorities: [] };

function ednsAnswer(extendedRcode: number): OptAnswer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: EDNS_UDP_BYTES,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

function udpLimit(edns: { readonly udpPayloadSize: number } | undefined): number {
  if (edns === undefined) return PLAIN_UDP_BYTES;
  return Math.min(Math.max(edns.udpPayloadSize, PLAIN_UDP_BYTES), EDNS_UDP_BYTES);
}

function isResponse(message: Buffer): boolean {
  return (message.readUInt8(2) & 0x80) !== 0;
}

function opcodeOf(message: Buffer): number {
  return (message.readUInt8(2) >> 3) & 0x0f;
}

/** Id and opcode of the message and a code: the answer to what could not be read. */
function headerOnly(message: Buffer, rcode: Reply['rcode']): Buffer {
  const response = Buffer.alloc(HEADER_BYTES);
  message.copy(response, 0, 0, 3);
  response.writeUInt8((message.readUInt8(2) & 0x79) | 0x80, 2);
  response.writeUInt8(rcode, 3);
  return response;
}
