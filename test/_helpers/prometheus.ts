import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface RunningPrometheus {
  readonly url: string;
  /** The result of an instant query; throws with Prometheus' own words when it refuses one. */
  query(expr: string): Promise<readonly { metric: Record<string, string>; value: number }[]>;
  /** The value of an instant query's only series. */
  value(expr: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Starts the real Prometheus on a free port, in `folder`; `<folder>/data` may have blocks already. */
export async function startPrometheus(folder: string, config: object): Promise<RunningPrometheus> {
  const port = await freePort();
  const file = join(folder, 'prometheus.yml');
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  const flags = ['--storage.tsdb.retention.time=60d', `--web.listen-address=127.0.0.1:${port}`];
  const child = spawn('prometheus', [`--config.file=${file}`, `--storage.tsdb.path=${data}`, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-4000)));
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;

  async function query(expr: string) {
    const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: expr }).toString()}`).catch(() => {
      throw new Error(`Prometheus does not answer; it said: ${said}`);
    });
    const answer = (await response.json()) as {
      error?: string;
      data?: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    if (!answer.data) throw new Error(`${expr}: ${answer.error}`);
    return answer.data.result.map(({ metric, value }) => ({
      metric,
      value: Number(value[1].replace('Inf', 'Infinity')),
    }));
  }

  await untilReady(url, ended, () => said);
  return {
    url,
    query,
    value: async (expr) => (await query(expr))[0]?.value,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A page of metrics on a port of its own. */
export async function startTarget(
  render: () => string | Promise<string>,
): Promise<{ address: string; server: Server }> {
  const server = createServer((_, response) => {
    void (async () => response.end(await render()))();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function untilReady(url: string, ended: Promise<unknown>, said: () => string): Promise<void> {
  const gone = ended.then(() => {
    throw new Error(`Prometheus ended: ${said()}`);
  });
  gone.catch(() => {});
  const deadline = Date.now() + 60_000;
  for (;;) {
    const ready = await Promise.race([
      gone,
      fetch(`${url}/-/ready`)
        .then(({ ok }) => ok)
        .catch(() => false),
    ]);
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`Prometheus was not ready in a minute: ${said()}`);
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}

async function freePort(): Promise<number> {
  const { server, address } = await startTarget(() => '');
  server.close();
  await once(server, 'close');
  return Number(address.split(':')[1]);
}
