import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Tells the requests that come after the one which ends their connection (`Connection: close`). They must not be processed
 * (RFC 9112 §9.6), and Node hands them over all the same: a client that pipelines would see effects without answers.
 */
export class LastRequests {
  private readonly ending = new WeakSet<Socket>();

  /** Whether an earlier request was the last one of this connection; asked once for each request. */
  isBehindLast({ socket, headers }: IncomingMessage, res: ServerResponse): boolean {
    if (this.ending.has(socket)) return true;
    // There is no protocol to change to, which is no error; but Node's parser loses what comes after such a request.
    if (headers.upgrade !== undefined) res.shouldKeepAlive = false;
    if (!res.shouldKeepAlive) this.ending.add(socket);
    return false;
  }
}
