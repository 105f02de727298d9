import { Resolver } from 'node:dns/promises';
import { askJson } from './get-json';

export interface DnsAnswer {
  readonly addresses: string[];
  readonly ttl: number | null;
  readonly how: string;
}

/** Asks for the A records of `name` each time anew; no record is an answer too. */
export function findByDns(name: string): () => Promise<DnsAnswer> {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  return async () => {
    try {
      const records = await resolver.resolve4(name, { ttl: true });
      const addresses = records.map(({ address }) => address).sort();
      return { addresses, ttl: Math.min(...records.map(({ ttl }) => ttl)), how: 'DNS, type A' };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOTFOUND' || code === 'ENODATA')
        return { addresses: [], ttl: null, how: 'DNS, type A: no record' };
      throw new Error(`DNS does not answer for ${name}: ${code ?? String(error)}`, { cause: error });
    }
  };
}

/** As Prometheus finds targets over HTTP, where no resolver knows the lab's names. */
export function findByHttp(discovery: URL, name: string, port: number): () => Promise<DnsAnswer> {
  const url = new URL(discovery);
  url.search = new URLSearchParams({ name, port: String(port) }).toString();
  return async () => {
    const groups = (await askJson(url)) as { targets: string[] }[];
    const addresses = groups.flatMap(({ targets }) => targets.map((target) => target.split(':')[0] ?? '')).sort();
    return { addresses, ttl: null, how: 'HTTP discovery: no resolver of this machine knows the name' };
  };
}
