import { LabError } from '../errors';
import { shown } from './shown';

/** An IPv4 network; whether its numbers are in range is checked apart. */
const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Wider networks are half the internet; nothing of the lab listens to that. */
const WIDEST_PREFIX = 8;

/** A security group holds 60 inbound rules by default, and three ports are open to each network. */
const MAX_CIDRS = 20;

/** The networks of `allowedCidr`: none, a list with commas, or a JSON array. */
export function readAllowedCidrs(value: unknown): string[] {
  if (value === undefined) return [];
  const cidrs = [...new Set(listOf(value).map((cidr) => cidr.trim()))];
  cidrs.forEach(checkCidr);
  if (cidrs.length > MAX_CIDRS) {
    throw new LabError(
      'TooManyCidrs',
      `allowedCidr has ${cidrs.length} networks; a security group has room for ${MAX_CIDRS}: join neighbours into wider ones`,
    );
  }
  return cidrs;
}

function listOf(value: unknown): string[] {
  const list = typeof value === 'string' ? splitText(value) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')) return list;
  throw badCidr(shown(value));
}

/** A JSON array, or a list with commas: shells make the first hard to type. */
function splitText(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return text.split(',');
  try {
    return JSON.parse(text);
  } catch {
    throw badCidr(shown(text));
  }
}

function checkCidr(cidr: string): void {
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = (CIDR.exec(cidr) ?? []).slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) throw badCidr(shown(cidr));
  if (prefix < WIDEST_PREFIX) {
    throw new LabError(
      'CidrTooWide',
      `allowedCidr ${cidr} lets in most of the internet, and the lab has no login; ` +
        `allowed: /${WIDEST_PREFIX} to /32, best the class's own address, such as 203.0.113.7/32`,
    );
  }
  const network = networkAddress([a, b, c, d], prefix);
  if (cidr !== `${network}/${prefix}`) {
    throw new LabError(
      'CidrNotANetwork',
      `allowedCidr ${cidr} is not the start of a network; write ${network}/${prefix}, or ${[a, b, c, d].join('.')}/32 for that address alone`,
    );
  }
}

/** The address with the host's bits set to zero. */
function networkAddress(octets: readonly number[], prefix: number): string {
  return octets
    .map((octet, index) => {
      const hostBits = Math.min(8, Math.max(0, 8 * (index + 1) - prefix));
      return octet - (octet % 2 ** hostBits);
    })
    .join('.');
}

function badCidr(got: string): LabError {
  return new LabError(
    'BadCidr',
    `allowedCidr is ${got}; allowed: one IPv4 network or a list with commas, such as ` +
      '-c allowedCidr=203.0.113.7/32,198.51.100.0/24; leave it out for a closed lab',
  );
}
