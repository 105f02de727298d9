import type { IncomingHttpHeaders } from 'node:http';

const UNCOUNTED_PATHS = new Set(['/metrics', '/kill', '/openapi.json', '/favicon.ico']);
const UNCOUNTED_FOLDERS = ['/health/', '/chaos/'];

/** The outside-in prober's header: its requests meet every fault, and belong to an SLI of their own. */
const PROBE_HEADER = 'x-lab-probe';
const PROBE = 'outside-in';

/** Whether a request with these headers is the outside-in prober's: never counted, whatever its path. */
export function isProbe(headers: IncomingHttpHeaders): boolean {
  return headers[PROBE_HEADER] === PROBE;
}

/**
 * Whether a request is part of the service's traffic: neither probes nor the lab's own levers may move an SLI.
 * @param path the route's pattern, or the request's path where no route matched
 */
export function isCounted(path: string): boolean {
  return !UNCOUNTED_PATHS.has(path) && !UNCOUNTED_FOLDERS.some((folder) => path.startsWith(folder));
}
