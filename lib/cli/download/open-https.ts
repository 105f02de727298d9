import type { IncomingMessage } from 'node:http';
import { get, type Agent } from 'node:https';
import { LabError, messageOf } from '../../model/errors';
import { errorCode } from '../error-code';

/** How long to wait for a server, in milliseconds. */
export interface Patience {
  /** For the connection, with the look-up of the name: a firewall that swallows packets answers never. */
  readonly connectMs: number;
  /** From there to the first line of the answer. */
  readonly answerMs: number;
  /** For more, once it flows. */
  readonly stallMs: number;
}

export const PATIENCE: Patience = { connectMs: 3_000, answerMs: 5_000, stallMs: 15_000 };

export interface OpenOptions {
  readonly patience?: Patience;
  /** Trusts what the machine trusts when absent. */
  readonly agent?: Agent | undefined;
  readonly signal?: AbortSignal | undefined;
}

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/** Gets an address over HTTPS, and over nothing else wherever it is led; resolves with the answer's head. */
export async function openHttps(address: string, options: OpenOptions): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    if (url.protocol !== 'https:') {
      throw new LabError('InsecureDownload', `${address} leads to ${url.origin}, and only https is followed`);
    }
    const response = await ask(url, options);
    if (response.statusCode === 200) return response;
    response.destroy();
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode) || location === undefined || !URL.canParse(location, url.href)) {
      throw new LabError('DownloadRefused', `${address} was answered with ${response.statusCode}`);
    }
    url = new URL(location, url);
  }
  throw new LabError('DownloadRefused', `${address} leads from one address to the next`);
}

function ask(url: URL, { agent, patience = PATIENCE, signal }: OpenOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const unreachable = (why: string, cause?: unknown) =>
      new LabError('DownloadUnreachable', `${url.hostname} cannot be reached (${why})`, { cause });
    const giveUp = (why: string, after: number) =>
      setTimeout(() => request.destroy(unreachable(`${why} within ${after / 1000} s`)), after);
    // A connection of its own: an idle one that is kept would keep the process.
    const request = get(url, { agent: agent ?? false, rejectUnauthorized: true, signal });
    let timer = giveUp('no connection', patience.connectMs);
    request.once('socket', (socket) =>
      socket.once('secureConnect', () => {
        clearTimeout(timer);
        timer = giveUp('no answer', patience.answerMs);
      }),
    );
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      if (signal?.aborted) reject(signal.reason);
      else reject(error instanceof LabError ? error : unreachable(reasonOf(error), error));
    });
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'names cannot be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
};

/** Why a connection failed, in words. */
export function reasonOf(error: unknown): string {
  return REASONS[errorCode(error) ?? ''] ?? messageOf(error);
}
