import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import { basename } from 'node:path';
import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';
import { checksumFileOf, TOP_FOLDER } from './make-bundle';

export interface Served {
  /** For everybody in the network. */
  readonly urls: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves one copy and its checksum to everybody in the local network, and nothing else of this machine. A download that broke off
 * may go on (Range). Throws a LabError when the port is taken.
 */
export async function serveBundle(
  file: string,
  port: number,
  tell: (line: string) => void,
  host = '0.0.0.0',
): Promise<Served> {
  const server = createServer((request, response) => answer(file, request, response, tell));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        errorCode(error) === 'EADDRINUSE'
          ? new LabError('PortTaken', `port ${port} is taken; --port names another one, and 0 takes a free one`)
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const hosts = host === '0.0.0.0' ? addressesOfThisMachine() : [host];
  return {
    urls: hosts.map((name) => `http://${name}:${bound}/`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(file: string, request: IncomingMessage, response: ServerResponse, tell: (line: string) => void): void {
  const name = basename(file);
  const say = (status: number, type: string, text: string) => {
    response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(text) });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'text/plain', 'only GET\n');
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/') return say(200, 'text/plain', instructions(name, request.headers.host ?? 'localhost'));
  if (path === `/${encodeURIComponent(name)}`) return send(file, request, response, tell);
  if (path === `/${encodeURIComponent(name)}.sha256`) return send(checksumFileOf(file), request, response, () => {});
  say(404, 'text/plain', `not here; there are /${name} and /${name}.sha256\n`);
}

/** What a student types. */
function instructions(name: string, host: string): string {
  return [
    'The SRE SLO Lab, an offline copy. In a terminal:',
    '',
    `  curl -fO http://${host}/${name} -fO http://${host}/${name}.sha256`,
    `  sha256sum -c ${name}.sha256`,
    `  tar xzf ${name} && cd ${TOP_FOLDER} && npm start`,
    '',
  ].join('\n');
}

function send(file: string, request: IncomingMessage, response: ServerResponse, tell: (line: string) => void): void {
  const { size } = statSync(file);
  const start = startOf(request.headers.range, size);
  if (start === undefined) {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` });
    return void response.end();
  }
  response.writeHead(start > 0 ? 206 : 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': size - start,
    'Accept-Ranges': 'bytes',
    ...(start > 0 && { 'Content-Range': `bytes ${start}-${size - 1}/${size}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  const who = request.socket.remoteAddress ?? 'somebody';
  const stream = createReadStream(file, { start });
  stream.on('error', () => response.destroy());
  response.on('close', () => {
    stream.destroy();
    tell(`${who} ${response.writableFinished ? 'has it' : 'broke off'}`);
  });
  stream.pipe(response);
}

/** Where a download goes on: `bytes=1000-`. Other ranges get all of it; undefined for one beyond the end. */
function startOf(range: string | undefined, size: number): number | undefined {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  return start < size ? start : undefined;
}

function addressesOfThisMachine(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );
  return own.length > 0 ? own : ['127.0.0.1'];
}
