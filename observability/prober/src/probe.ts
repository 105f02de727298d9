import { get } from 'node:http';
import { codeOf, type FindAddress } from './find-address';
import { type FailureReason, PROBE_HEADER } from './names';

export interface ProbeResult {
  readonly seconds: number;
  /** Absent when the service answered, completely and not with 5xx. */
  readonly failure?: { readonly reason: FailureReason; readonly detail: string };
}

export interface ProbeOptions {
  readonly target: URL;
  readonly findAddress: FindAddress;
  /** For address, connection and whole answer together. */
  readonly timeoutMs: number;
}

/** Asks once as a new client would: finds the address, connects, sends GET, reads the answer to its end. Never rejects. */
export async function probe({ target, findAddress, timeoutMs }: ProbeOptions): Promise<ProbeResult> {
  const start = performance.now();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    const status = await ask(target, await findAddress(target, deadline.signal), deadline.signal);
    const seconds = secondsSince(start);
    // As in every SLI of the lab, what the client asked wrongly (4xx) is an answer.
    return status < 500 ? { seconds } : { seconds, failure: { reason: 'status', detail: `status ${status}` } };
  } catch (error) {
    const seconds = secondsSince(start);
    if (deadline.signal.aborted) {
      return { seconds, failure: { reason: 'timeout', detail: `no answer within ${timeoutMs} ms` } };
    }
    return { seconds, failure: { reason: reasonOf(error), detail: String(error) } };
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with the status when the answer is complete. */
function ask(target: URL, address: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get({
      host: address,
      port: target.port || 80,
      path: `${target.pathname}${target.search}`,
      headers: { Host: target.host, [PROBE_HEADER.name]: PROBE_HEADER.value },
      // A connection of its own, closed after the answer.
      agent: false,
      signal,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
  });
}

const REASONS: Readonly<Record<string, FailureReason>> = {
  ENOADDRESS: 'no_address',
  ETIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

function reasonOf(error: unknown): FailureReason {
  return REASONS[String(codeOf(error))] ?? 'other';
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
