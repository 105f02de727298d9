import { get } from 'node:http';

/**
 * What the container's health check runs: exit code 0 when the service lives, else 1 and why. It starts every few
 * seconds beside the service, so it loads nothing, not even config.ts, and reads the two variables itself.
 */
const TIMEOUT_MS = 2000;
const { HOST, PORT = '5000' } = process.env;
const host = HOST === undefined || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;

const timer = setTimeout(() => finish(1, `no answer within ${TIMEOUT_MS / 1000} seconds`), TIMEOUT_MS);
get({ host, port: PORT, path: '/health/liveness', agent: false }, ({ statusCode }) => {
  if (statusCode === 200) finish(0);
  else finish(1, `liveness answered ${statusCode}`);
}).on('error', (error) => finish(1, error.message));

function finish(code: 0 | 1, reason?: string): void {
  clearTimeout(timer);
  if (reason) process.stderr.write(`unhealthy: ${reason}\n`);
  process.exit(code);
}
