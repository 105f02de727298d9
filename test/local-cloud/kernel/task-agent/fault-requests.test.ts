import { readFault, type FaultKind } from '../../../../lib/local-cloud/kernel/task-agent/fault-requests';

const LATENCY = { DelayMilliseconds: 200, JitterMilliseconds: 20, Sources: ['0.0.0.0/0'] };
const LOSS = { LossPercent: 20, Sources: ['10.0.0.1', '10.1.0.0/16'], SourcesToFilter: ['10.1.2.3', '::1'] };
const PORT = { Port: 5000, Protocol: 'tcp', TrafficType: 'ingress' };

describe('the body of a fault request', () => {
  it('is read into the terms of the fault', () => {
    expect(readFault('network-latency', JSON.stringify(LATENCY))).toEqual({
      kind: 'network-latency',
      delayMilliseconds: 200,
      jitterMilliseconds: 20,
      sources: ['0.0.0.0/0'],
      sourcesToFilter: [],
    });
    expect(readFault('network-packet-loss', JSON.stringify(LOSS))).toEqual({
      kind: 'network-packet-loss',
      lossPercent: 20,
      sources: ['10.0.0.1', '10.1.0.0/16'],
      sourcesToFilter: ['10.1.2.3', '::1'],
    });
    expect(readFault('network-blackhole-port', JSON.stringify(PORT))).toEqual({
      kind: 'network-blackhole-port',
      port: 5000,
      protocol: 'tcp',
      trafficType: 'ingress',
      sourcesToFilter: [],
    });
  });

  it.each<[string, FaultKind, unknown, string]>([
    ['no body', 'network-latency', '', 'required request body is missing'],
    [
      'no delay',
      'network-latency',
      { ...LATENCY, DelayMilliseconds: undefined },
      'required parameter DelayMilliseconds is missing',
    ],
    [
      'no jitter',
      'network-latency',
      { ...LATENCY, JitterMilliseconds: null },
      'required parameter JitterMilliseconds is missing',
    ],
    ['no sources', 'network-latency', { ...LATENCY, Sources: [] }, 'required parameter Sources is missing'],
    [
      'a source that is no address',
      'network-latency',
      { ...LATENCY, Sources: ['app.sre.local'] },
      'invalid value app.sre.local for parameter Sources',
    ],
    [
      'a block that is too long',
      'network-latency',
      { ...LATENCY, Sources: ['10.0.0.0/33'] },
      'invalid value 10.0.0.0/33 for parameter Sources',
    ],
    [
      'a spared source that is no address',
      'network-latency',
      { ...LATENCY, SourcesToFilter: ['x'] },
      'invalid value x for parameter SourcesToFilter',
    ],
    [
      'a delay in words',
      'network-latency',
      { ...LATENCY, DelayMilliseconds: '200' },
      'json: cannot unmarshal string into Go struct field NetworkLatencyRequest.DelayMilliseconds of type uint64',
    ],
    [
      'a delay below zero',
      'network-latency',
      { ...LATENCY, DelayMilliseconds: -1 },
      'json: cannot unmarshal number -1 into Go struct field NetworkLatencyRequest.DelayMilliseconds of type uint64',
    ],
    [
      'one source without a list',
      'network-latency',
      { ...LATENCY, Sources: '10.0.0.1' },
      'json: cannot unmarshal string into Go struct field NetworkLatencyRequest.Sources of type []*string',
    ],
    ['no percentage', 'network-packet-loss', { Sources: ['10.0.0.1'] }, 'required parameter LossPercent is missing'],
    ['nothing lost', 'network-packet-loss', { ...LOSS, LossPercent: 0 }, 'invalid value 0 for parameter LossPercent'],
    [
      'more than all lost',
      'network-packet-loss',
      { ...LOSS, LossPercent: 101 },
      'invalid value 101 for parameter LossPercent',
    ],
    [
      'half a percent',
      'network-packet-loss',
      { ...LOSS, LossPercent: 0.5 },
      'json: cannot unmarshal number 0.5 into Go struct field NetworkPacketLossRequest.LossPercent of type uint64',
    ],
    ['no port', 'network-blackhole-port', { ...PORT, Port: undefined }, 'required parameter Port is missing'],
    ['no protocol', 'network-blackhole-port', { ...PORT, Protocol: '' }, 'required parameter Protocol is missing'],
    [
      'no direction',
      'network-blackhole-port',
      { ...PORT, TrafficType: undefined },
      'required parameter TrafficType is missing',
    ],
    [
      'another protocol',
      'network-blackhole-port',
      { ...PORT, Protocol: 'icmp' },
      'invalid value icmp for parameter Protocol',
    ],
    [
      'another direction',
      'network-blackhole-port',
      { ...PORT, TrafficType: 'both' },
      'invalid value both for parameter TrafficType',
    ],
    [
      'a port that there is not',
      'network-blackhole-port',
      { ...PORT, Port: 65_536 },
      'json: cannot unmarshal number 65536 into Go struct field NetworkBlackholePortRequest.Port of type uint16',
    ],
    ['no JSON', 'network-blackhole-port', '{', 'invalid character in the body: it is not JSON'],
  ])('fails for %s', (_what, kind, body, message) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(() => readFault(kind, text)).toThrow(expect.objectContaining({ name: 'BadFaultRequest', message }));
  });
});
