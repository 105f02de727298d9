import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encode } from 'dns-packet';

/** Enough to keep the server busy, and fewer than what its socket's buffer holds. */
const IN_FLIGHT = 64;
const SECONDS = 3;

/**
 * Answers for each second of CPU that the server uses, under a closed-loop load of A queries from this process: what it
 * gives on one core, however many cores the machine has and whoever else uses them.
 */
export async function dnsAnswersPerCore(): Promise<number> {
  const server = spawn(process.execPath, [join(__dirname, 'dns-process.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const nextNumber = async () => Number((await lines.next()).value);
  const cpuSeconds = () => {
    server.stdin.write('\n');
    return nextNumber().then((micros) => micros / 1e6);
  };
  try {
    const port = await nextNumber();
    await load(port, 1); // Its code is compiled by then.
    const before = await cpuSeconds();
    const answers = await load(port, SECONDS);
    return answers / ((await cpuSeconds()) - before);
  } finally {
    const exited = once(server, 'exit');
    server.stdin.end();
    await exited;
  }
}

/** Asks for some seconds with `IN_FLIGHT` questions on their way; resolves with the number of good answers. */
async function load(port: number, duration: number): Promise<number> {
  const socket = createSocket({ type: 'udp4', lookup: (host, _options, done) => done(null, host, 4) });
  const query = encode({
    type: 'query',
    id: 1,
    questions: [{ type: 'A', name: 'sre-app-service.sre.local' }],
  });
  const end = performance.now() + duration * 1000;
  let answers = 0;
  socket.on('message', (message) => {
    // The low bits of the fourth byte are the code, the seventh and eighth the number of answers.
    if ((message.readUInt8(3) & 0x0f) === 0 && message.readUInt16BE(6) === 2) answers += 1;
    if (performance.now() < end) socket.send(query, port, '127.0.0.1');
  });
  for (let i = 0; i < IN_FLIGHT; i += 1) socket.send(query, port, '127.0.0.1');
  await new Promise((resolve) => setTimeout(resolve, duration * 1000 + 100));
  socket.close();
  return answers;
}
