import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, RECURSION_DESIRED, type Answer, type DecodedPacket, type RecordType } from 'dns-packet';

export interface DnsAddress {
  readonly address: string;
  readonly port: number;
}

/** One question over UDP, as `dig @address -p port name type` asks it. */
export async function dig({ address, port }: DnsAddress, name: string, type: RecordType): Promise<DecodedPacket> {
  const socket = createSocket('udp4');
  try {
    const answered = once(socket, 'message', { signal: AbortSignal.timeout(5_000) });
    // EDNS, as dig sends it: eight SRV records do not fit into 512 bytes.
    const edns = {
      type: 'OPT' as const,
      name: '.',
      udpPayloadSize: 1232,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    };
    const question = { type: 'query' as const, id: 1, flags: RECURSION_DESIRED, questions: [{ type, name }] };
    socket.send(encode({ ...question, additionals: [edns] }), port, address);
    const [message] = (await answered) as [Buffer];
    return decode(message);
  } finally {
    socket.close();
  }
}

/** The data of the answers of a type. */
export function dataOf(packet: DecodedPacket, type: RecordType): unknown[] {
  return (packet.answers ?? []).flatMap((answer: Answer) =>
    answer.type === type && 'data' in answer ? [answer.data] : [],
  );
}
