import { once } from 'node:events';
import type { Server } from 'node:net';
import { errorCode } from '../error-code';

/** Resolves when the server listens; rejects with a sentence that names the port. */
export async function listen(server: Server, address: string, port: number): Promise<void> {
  try {
    server.listen({ host: address, port });
    await once(server, 'listening');
  } catch (error) {
    throw new Error(whyNotListening(error, address, port), { cause: error });
  }
}

function whyNotListening(error: unknown, address: string, port: number): string {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') return `port ${port} of ${address} is taken by another program`;
  if (code === 'EACCES') return `port ${port} of ${address} needs a privilege that this user does not have`;
  return `cannot listen on port ${port} of ${address}: ${String(error)}`;
}
