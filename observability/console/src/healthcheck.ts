/** The container's health check: exit code 0 when the console answers. */
import { request } from 'node:http';

const host = process.env['HOST'] ?? '127.0.0.1';
const port = process.env['PORT'] ?? '8080';

const asked = request(
  { host: host === '0.0.0.0' ? '127.0.0.1' : host, port, path: '/sre/health', timeout: 3_000 },
  ({ statusCode }) => {
    process.exit(statusCode === 200 ? 0 : 1);
  },
);
asked.on('timeout', () => process.exit(1));
asked.on('error', () => process.exit(1));
asked.end();
