import { Agent, request as openRequest } from 'node:http';
import { PORTS } from '../../model/names';
import type { MixedRequest } from './traffic-mix';

export interface RequestSender {
  readonly send: (address: string, request: MixedRequest) => Promise<void>;
  readonly close: () => void;
}

/** Sends requests to the app at an address over kept-alive connections; errors are the app's story, not ours. */
export function createRequestSender(timeoutMs = 5_000): RequestSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    send: (address, { method, path, body }) =>
      new Promise((resolve) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const headers =
          text === undefined
            ? {}
            : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) };
        const options = { agent, host: address, port: PORTS.app, method, path, headers, timeout: timeoutMs };
        const request = openRequest(options, (response) => {
          response.resume();
        });
        request.on('timeout', () => request.destroy());
        request.on('error', () => {});
        request.on('close', resolve);
        request.end(text);
      }),
    close: () => agent.destroy(),
  };
}
