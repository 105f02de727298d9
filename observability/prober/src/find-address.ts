import { Resolver } from 'node:dns/promises';
import { get } from 'node:http';

/**
 * Finds one address of a service, with nothing remembered from the last time.
 * Rejects with an error of code `ENOADDRESS` when there is none, `ETIMEOUT` when nobody said.
 * @param signal ends the search
 */
export type FindAddress = (target: URL, signal: AbortSignal) => Promise<string>;

/** No address to probe: an empty answer, an unknown name, or a name server that is out of order. */
export class NoAddress extends Error {
  readonly code = 'ENOADDRESS';
}

/**
 * By DNS, type A: asks the name servers of /etc/resolv.conf directly, as Prometheus does. A new resolver for each
 * question caches nothing, and its question can be given up, which getaddrinfo's cannot.
 */
export const findByDns: FindAddress = async ({ hostname }, signal) => {
  const resolver = new Resolver({ tries: 2, timeout: 400 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  const addresses = await resolver
    .resolve4(hostname)
    .catch((error: unknown) => {
      throw codeOf(error) === 'ETIMEOUT' ? error : noAddress(hostname, error);
    })
    .finally(() => signal.removeEventListener('abort', cancel));
  return firstOf(addresses, hostname);
};

/** Over HTTP, in the format of Prometheus' `http_sd_configs`: what a laptop's loopback network has instead of DNS. */
export function findByHttp(discovery: URL): FindAddress {
  return async ({ hostname, port }, signal) => {
    const question = new URL(discovery);
    question.search = new URLSearchParams({ name: hostname, port: port || '80' }).toString();
    const addresses = await read(question, signal).then(addressesIn, (error: unknown) => {
      throw noAddress(hostname, error);
    });
    return firstOf(addresses, hostname);
  };
}

function addressesIn(answer: string): string[] {
  const groups: readonly { readonly targets: readonly string[] }[] = JSON.parse(answer);
  return groups.flatMap(({ targets }) => targets).map((target) => target.slice(0, target.lastIndexOf(':')));
}

/** The answer is in random order already. */
function firstOf(addresses: readonly string[], name: string): string {
  const [first] = addresses;
  if (first === undefined) throw new NoAddress(`${name} has no address`);
  return first;
}

function noAddress(name: string, cause: unknown): NoAddress {
  return new NoAddress(`${name} has no address: ${String(codeOf(cause))}`, { cause });
}

export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function read(url: URL, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    }).on('error', reject);
  });
}
