import { isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { LabError } from '../../model/errors';

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** What is known of the machine whose console is to be shared. */
export interface SharingMachine {
  /** Of `os.networkInterfaces()`. */
  readonly interfaces: Interfaces;
  /** Whether its addresses are its own only: `a container`, `WSL2`; undefined for a machine of the network. */
  readonly apart: string | undefined;
}

/** Bridges and cables that a machine makes for its own guests. */
const GUESTS = /^(docker|br-|veth|virbr|vnet|lxc|lxd|cni|flannel|podman|vmnet|vboxnet)/;
/** RFC 1918, and the shared address space of RFC 6598. */
const LOCAL = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/**
 * The IPv4 addresses on which the local network reaches this machine, the likeliest first. Public addresses are none: who wants
 * the world to look on says so by `wanted`. Throws a LabError where there is nothing to share on.
 */
export function sharedAddresses(machine: SharingMachine, wanted: string | undefined): string[] {
  const all = Object.entries(machine.interfaces).flatMap(([name, infos = []]) =>
    infos.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => ({ name, address })),
  );
  const here = all.map(({ address }) => address);
  if (wanted !== undefined) {
    if (isIPv4(wanted) && here.includes(wanted)) return [wanted];
    throw new LabError(
      'NoSharedAddress',
      `--share-address is "${wanted}", which is no address of this machine; it has ${listed(here)}`,
    );
  }
  if (machine.apart !== undefined) {
    throw new LabError(
      'NoSharedAddress',
      `this is ${machine.apart}, whose addresses (${listed(here)}) the classroom does not reach by themselves; start the lab ` +
        'on the machine itself, or name the address that is reached with --share-address, or leave --share out',
    );
  }
  const local = all.filter(({ name, address }) => !GUESTS.test(name) && LOCAL.test(address));
  if (local.length > 0) return local.map(({ address }) => address);
  throw new LabError(
    'NoSharedAddress',
    `this machine has no address in a local network (it has ${listed(here)}); connect it to one, or name an address with ` +
      '--share-address, or leave --share out',
  );
}

function listed(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'loopback only' : addresses.join(', ');
}
