import { isIP } from 'node:net';
import type { NetworkFault } from '../network-fault';

export const FAULT_KINDS = ['network-latency', 'network-packet-loss', 'network-blackhole-port'] as const;
export type FaultKind = NetworkFault['kind'];

/** A body that ECS's agent refuses with 400; the message is its own wording. */
export class BadFaultRequest extends Error {
  override readonly name = 'BadFaultRequest';
}

/**
 * Reads the body of a request as ECS's agent does: types first, then what is missing, then values. Throws a
 * BadFaultRequest. Only a text that is no JSON is described in other words than Go's.
 */
export function readFault<Kind extends FaultKind>(kind: Kind, body: string): Extract<NetworkFault, { kind: Kind }>;
export function readFault(kind: FaultKind, body: string): NetworkFault {
  const fields = fieldsOf(body);
  if (kind === 'network-latency') return readLatency(fields);
  return kind === 'network-packet-loss' ? readPacketLoss(fields) : readBlackholePort(fields);
}

function readLatency(fields: Fields): NetworkFault {
  const type = 'NetworkLatencyRequest';
  const delay = number(fields, { type, name: 'DelayMilliseconds', go: 'uint64', max: Number.MAX_SAFE_INTEGER });
  const jitter = number(fields, { type, name: 'JitterMilliseconds', go: 'uint64', max: Number.MAX_SAFE_INTEGER });
  const peers = readPeers(fields, type);
  return {
    kind: 'network-latency',
    delayMilliseconds: required('DelayMilliseconds', delay),
    jitterMilliseconds: required('JitterMilliseconds', jitter),
    ...checkedPeers(peers),
  };
}

function readPacketLoss(fields: Fields): NetworkFault {
  const type = 'NetworkPacketLossRequest';
  const loss = number(fields, { type, name: 'LossPercent', go: 'uint64', max: Number.MAX_SAFE_INTEGER });
  const peers = readPeers(fields, type);
  const lossPercent = required('LossPercent', loss);
  if (lossPercent < 1 || lossPercent > 100) throw invalid(String(lossPercent), 'LossPercent');
  return { kind: 'network-packet-loss', lossPercent, ...checkedPeers(peers) };
}

function readBlackholePort(fields: Fields): NetworkFault {
  const type = 'NetworkBlackholePortRequest';
  const port = number(fields, { type, name: 'Port', go: 'uint16', max: 65_535 });
  const protocol = text(fields, type, 'Protocol');
  const trafficType = text(fields, type, 'TrafficType');
  const sourcesToFilter = texts(fields, type, 'SourcesToFilter');
  const checkedPort = required('Port', port);
  required('Protocol', protocol || undefined);
  required('TrafficType', trafficType || undefined);
  if (protocol !== 'tcp' && protocol !== 'udp') throw invalid(protocol ?? '', 'Protocol');
  if (trafficType !== 'ingress' && trafficType !== 'egress') throw invalid(trafficType ?? '', 'TrafficType');
  return {
    kind: 'network-blackhole-port',
    port: checkedPort,
    protocol,
    trafficType,
    sourcesToFilter: addresses(sourcesToFilter ?? [], 'SourcesToFilter'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: string): Fields {
  if (body.trim() === '') throw new BadFaultRequest('required request body is missing');
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new BadFaultRequest('invalid character in the body: it is not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new BadFaultRequest(`json: cannot unmarshal ${goKind(value)} into Go value of type types.NetworkFaultRequest`);
}

function number(
  fields: Fields,
  { type, name, go, max }: { type: string; name: string; go: string; max: number },
): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw mismatch(typeof value === 'number' ? `number ${value}` : goKind(value), `${type}.${name}`, go);
}

function text(fields: Fields, type: string, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw mismatch(goKind(value), `${type}.${name}`, 'string');
}

function texts(fields: Fields, type: string, name: string): string[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw mismatch(goKind(value), `${type}.${name}`, '[]*string');
  return value.map((element: unknown) => {
    if (typeof element === 'string') return element;
    // Go reads null as a pointer to nothing, which the check of addresses then shows as an empty text.
    if (element === null) return '';
    throw mismatch(goKind(element), `${type}.${name}`, 'string');
  });
}

function readPeers(fields: Fields, type: string) {
  return { sources: texts(fields, type, 'Sources'), sourcesToFilter: texts(fields, type, 'SourcesToFilter') };
}

function checkedPeers({ sources, sourcesToFilter }: ReturnType<typeof readPeers>) {
  const some = required('Sources', sources?.length === 0 ? undefined : sources);
  return {
    sources: addresses(some, 'Sources'),
    sourcesToFilter: addresses(sourcesToFilter ?? [], 'SourcesToFilter'),
  };
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new BadFaultRequest(`required parameter ${name} is missing`);
  return value;
}

function addresses(values: readonly string[], name: string): readonly string[] {
  const wrong = values.find((value) => !isAddressOrBlock(value));
  if (wrong !== undefined) throw invalid(wrong, name);
  return values;
}

function isAddressOrBlock(value: string): boolean {
  const [address = '', length, ...rest] = value.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

function invalid(value: string, name: string): BadFaultRequest {
  return new BadFaultRequest(`invalid value ${value} for parameter ${name}`);
}

function mismatch(kind: string, field: string, go: string): BadFaultRequest {
  return new BadFaultRequest(`json: cannot unmarshal ${kind} into Go struct field ${field} of type ${go}`);
}

/** What Go calls a JSON value. */
function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}
