import { Resolver } from 'node:dns/promises';
import { errorCode } from '../error-code';

/** Asks a DNS server for the A records of a name; undefined when it does not answer. */
export type ResolveName = (name: string) => Promise<readonly string[] | undefined>;

/** The name has no address now: an answer as good as one that has some. */
const EMPTY = new Set(['ENOTFOUND', 'ENODATA']);

/** A resolver that keeps nothing: each question goes to the server. */
export function createResolver({ address, port }: { readonly address: string; readonly port: number }): ResolveName {
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  resolver.setServers([`${address}:${port}`]);
  return async (name) => {
    try {
      return await resolver.resolve4(name);
    } catch (error) {
      return EMPTY.has(errorCode(error) ?? '') ? [] : undefined;
    }
  };
}
