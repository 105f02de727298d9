import { Agent, get } from 'node:http';
import { PORTS } from '../../model/names';

export interface RequestSender {
  readonly send: (address: string) => Promise<void>;
  readonly close: () => void;
}

/** Sends `GET /` to the app at an address over kept-alive connections; errors are the app's story, not ours. */
export function createRequestSender(timeoutMs = 5_000): RequestSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    send: (address) =>
      new Promise((resolve) => {
        const request = get({ agent, host: address, port: PORTS.app, path: '/', timeout: timeoutMs }, (response) => {
          response.resume();
        });
        request.on('timeout', () => request.destroy());
        request.on('error', () => {});
        request.on('close', resolve);
      }),
    close: () => agent.destroy(),
  };
}
