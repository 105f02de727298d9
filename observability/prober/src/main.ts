import { createServer } from 'node:http';
import { ConfigError, readConfig, type Config } from './config';
import { every } from './every';
import { findByDns, findByHttp } from './find-address';
import { CONTENT_TYPE, createProbeMetrics } from './metrics';
import { createOutageLog } from './outages';
import { probe } from './probe';

const PERIOD_MS = 1_000;
/** Below the period, so that two probes never overlap. */
const TIMEOUT_MS = 900;

/** 0 after a stop, 1 when it cannot listen, 2 for a configuration that cannot be used. */
function main(): void {
  const { target, discovery, host, port } = configOrExit();
  const metrics = createProbeMetrics();
  const tellOutages = createOutageLog(log);
  const findAddress = discovery ? findByHttp(discovery) : findByDns;

  async function probeOnce(): Promise<void> {
    const result = await probe({ target, findAddress, timeoutMs: TIMEOUT_MS });
    metrics.record(result);
    tellOutages(result);
  }

  const server = createServer((request, response) => {
    request.resume();
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('allowed: GET /metrics\n');
    } else {
      response.writeHead(200, { 'Content-Type': CONTENT_TYPE }).end(metrics.render());
    }
  });
  server.on('error', ({ message }) => complain(`cannot listen on port ${port} of ${host}: ${message}`, 1));
  server.listen(port, host, () => {
    log('info', 'probing', { target: target.href, foundBy: discovery ? 'http' : 'dns', metrics: server.address() });
    every(PERIOD_MS, () => void probeOnce());
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message, 2);
    throw error;
  }
}

function log(level: 'info' | 'warn', msg: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}

function complain(sentence: string, exitCode: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

main();
