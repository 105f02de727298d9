import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ReleaseSource } from '../../../lib/cli/download/install';
import type { Patience } from '../../../lib/cli/download/open-https';

/** TLS with a shared key: real HTTPS, without a certificate that expires. */
const CIPHERS = 'PSK+HIGH:@SECLEVEL=0';
const KEY = Buffer.alloc(16, 7);

/** Longer than anything takes on a busy machine; a test of a server that does not answer shortens the wait that it is about. */
export const PATIENT: Patience = { connectMs: 20_000, answerMs: 20_000, stallMs: 20_000 };

type Answer = Buffer | string | ((response: ServerResponse) => void);

export interface ReleasePage {
  /** What is at each path; anything else is a 404. */
  readonly pages: Map<string, Answer>;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly source: ReleaseSource & { readonly site: string };
}

/** A server that plays the release page, for each test of a file. */
export function releasePage(): () => ReleasePage {
  let page: ReleasePage;
  let close: () => void;
  beforeEach(async () => {
    const pages = new Map<string, Answer>();
    const asked: string[] = [];
    const server = createServer({ ciphers: CIPHERS, pskCallback: () => KEY }, ({ url = '' }, response) => {
      asked.push(url);
      const answer = pages.get(url);
      if (typeof answer === 'function') return answer(response);
      if (answer === undefined) return response.writeHead(404).end('not found');
      return response.writeHead(200, { 'content-length': Buffer.byteLength(answer) }).end(answer);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const agent = new Agent({
      ciphers: CIPHERS,
      pskCallback: () => ({ psk: KEY, identity: 'lab' }),
      checkServerIdentity: () => undefined,
      // A session that is taken up again would be asked for its certificate.
      maxCachedSessions: 0,
    });
    const { port } = server.address() as AddressInfo;
    page = { pages, asked, source: { site: `https://127.0.0.1:${port}`, agent, patience: PATIENT } };
    close = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => close());
  return () => page;
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
