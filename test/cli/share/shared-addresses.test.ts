import type { NetworkInterfaceInfo } from 'node:os';
import { sharedAddresses, type Interfaces } from '../../../lib/cli/share/shared-addresses';

function info(address: string, change: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  return {
    address,
    netmask: '',
    family,
    mac: '',
    internal: false,
    cidr: null,
    scopeid: 0,
    ...change,
  };
}
const LOOPBACK = { lo: [info('127.0.0.1', { internal: true }), info('::1', { internal: true })] };
const machine = (interfaces: Interfaces, apart?: string) => ({ interfaces: { ...LOOPBACK, ...interfaces }, apart });

describe('the addresses of the local network', () => {
  it('are those that others reach: no loopback, no bridge for guests, no IPv6, no public one', () => {
    const interfaces = {
      wlan0: [info('192.168.1.20'), info('fe80::1')],
      docker0: [info('172.17.0.1')],
      'br-4f2a': [info('172.18.0.1')],
      virbr0: [info('192.168.122.1')],
      eth0: [info('10.0.0.7')],
      eth1: [info('203.0.113.7')],
    };
    expect(sharedAddresses(machine(interfaces), undefined)).toEqual(['192.168.1.20', '10.0.0.7']);
  });

  it.each(['10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.0.1', '100.64.0.1', '100.127.0.1'])(
    'may be %s',
    (address) => {
      expect(sharedAddresses(machine({ eth0: [info(address)] }), undefined)).toEqual([address]);
    },
  );

  it.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1', '169.254.3.4'])(
    'are not %s',
    (address) => {
      expect(() => sharedAddresses(machine({ eth0: [info(address)] }), undefined)).toThrow(
        `this machine has no address in a local network (it has ${address}); connect it to one, or name an address with --share-address, or leave --share out`,
      );
    },
  );

  it('are said to be missing on a machine without a network', () => {
    expect(() => sharedAddresses(machine({}), undefined)).toThrow('(it has loopback only)');
  });

  it('are any that is named, if this machine has it', () => {
    const interfaces = { docker0: [info('172.17.0.1')], eth1: [info('203.0.113.7')] };
    expect(sharedAddresses(machine(interfaces), '203.0.113.7')).toEqual(['203.0.113.7']);
    for (const wrong of ['203.0.113.8', '127.0.0.1', 'localhost', '0.0.0.0']) {
      expect(() => sharedAddresses(machine(interfaces), wrong)).toThrow(
        `--share-address is "${wrong}", which is no address of this machine; it has 172.17.0.1, 203.0.113.7`,
      );
    }
  });

  it('of a container are its own only, which it says; named, they are taken', () => {
    const container = machine({ eth0: [info('172.17.0.2')] }, 'a container');
    expect(() => sharedAddresses(container, undefined)).toThrow(
      'this is a container, whose addresses (172.17.0.2) the classroom does not reach by themselves; start the lab on the machine itself, ' +
        'or name the address that is reached with --share-address, or leave --share out',
    );
    expect(sharedAddresses(container, '172.17.0.2')).toEqual(['172.17.0.2']);
  });
});
