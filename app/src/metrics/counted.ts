const UNCOUNTED_PATHS = new Set(['/metrics', '/kill', '/openapi.json', '/favicon.ico']);
const UNCOUNTED_FOLDERS = ['/health/', '/chaos/'];

/**
 * Whether a request is part of the service's traffic: neither probes nor the lab's own levers may move an SLI.
 * @param path the route's pattern, or the request's path where no route matched
 */
export function isCounted(path: string): boolean {
  return !UNCOUNTED_PATHS.has(path) && !UNCOUNTED_FOLDERS.some((folder) => path.startsWith(folder));
}
