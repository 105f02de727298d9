import { AwsError } from '../../kernel/aws-error';

/** First and last IPv4 address of a CIDR block, as numbers; undefined when it is not one. */
export function cidrRange(cidr: string): { readonly first: number; readonly last: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** `10.0.0.4` from a number. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/**
 * Hands out a subnet's addresses in turn, so that a replaced task gets a new one. AWS keeps the first four and the
 * last address of every subnet.
 */
export class AddressPool {
  private next: number;

  /** @param start the first address to give. @default the range's first free one */
  constructor(
    private readonly range: { readonly first: number; readonly last: number },
    start = range.first + 4,
  ) {
    this.next = start;
  }

  take(isUsed: (address: string) => boolean): string {
    const size = this.range.last - this.range.first - 4;
    for (let tries = 0; tries < size; tries += 1) {
      const address = formatAddress(this.next);
      this.next = this.next + 1 >= this.range.last ? this.range.first + 4 : this.next + 1;
      if (!isUsed(address)) return address;
    }
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      'The subnet has not enough free addresses to satisfy the request.',
    );
  }
}

/**
 * The public addresses of a laptop: 127.0.10.1 to 127.0.255.254, all on the loopback interface. The lower ones are left
 * to others (Debian's /etc/hosts uses 127.0.1.1). Each cloud starts somewhere else, so that two do not meet.
 * @param random a number in [0, 1), as Math.random gives
 */
export function publicAddressPool(random: () => number): AddressPool {
  const { first } = cidrRange('127.0.10.0/24')!;
  const { last } = cidrRange('127.0.255.0/24')!;
  return new AddressPool({ first: first - 3, last }, Math.floor(random() * 240) * 256 + 1 + first);
}

/**
 * Addresses that the machine's network names. Each cloud starts somewhere else, so that two do not meet.
 * @param random a number in [0, 1), as Math.random gives
 */
export function machinePool(
  range: { readonly first: number; readonly last: number },
  random: () => number,
): AddressPool {
  const blocks = Math.floor((range.last - range.first) / 256);
  return new AddressPool(range, range.first + 4 + Math.floor(random() * blocks) * 256);
}
