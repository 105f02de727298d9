import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { TaskAgent } from '../kernel/task-agent/task-agent';
import type { TaskCredentials } from '../kernel/task-credentials';
import type { Router } from './router';

/** Above what the CDK CLI uploads in one piece (5 MiB); anything larger is refused unread. */
const MAXIMUM_BODY = 8 * 1024 * 1024;

/** Where tasks with a network of their own find the cloud: the address of the ECS agent's endpoint. */
export const TASK_ENDPOINT_ADDRESS = '169.254.170.2';

export interface HttpFrontOptions {
  readonly router: Pick<Router, 'answer'>;
  readonly taskCredentials: Pick<TaskCredentials, 'at'>;
  readonly taskAgent: Pick<TaskAgent, 'answer'>;
}

export interface HttpFront {
  readonly port: number;
  close(): Promise<void>;
}

/** The cloud as tasks see it, on connections that somebody else accepts. */
export interface TaskFront {
  accept(connection: Socket): void;
  close(): void;
}

/** Listens on 127.0.0.1 only; refuses foreign Host headers and every Origin, so that no web page can talk to it. */
export async function startHttpFront(options: HttpFrontOptions, port: number): Promise<HttpFront> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const own = boundPort(server);
    void serve(request, response, options, [`127.0.0.1:${own}`, `localhost:${own}`]);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: boundPort(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The same answers for tasks that do not see the host's loopback. */
export function createTaskFront(options: HttpFrontOptions): TaskFront {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    void serve(request, response, options, [TASK_ENDPOINT_ADDRESS]);
  });
  return {
    accept: (connection) => void server.emit('connection', connection),
    close: () => server.closeAllConnections(),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { router, taskCredentials, taskAgent }: HttpFrontOptions,
  hosts: readonly string[],
): Promise<void> {
  if (!hosts.includes(request.headers.host ?? '') || request.headers.origin !== undefined) {
    return refuse(response, 403, 'the local cloud answers only to requests made on this machine, not to web pages');
  }
  const credentials = request.method === 'GET' ? taskCredentials.at(request.url ?? '') : undefined;
  if (credentials !== undefined) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(credentials));
    return;
  }
  const ofAgent = await taskAgent.answer(request.method ?? 'GET', request.url ?? '', async () =>
    String((await readBody(request)) ?? ''),
  );
  if (ofAgent !== undefined) {
    response.writeHead(ofAgent.status, { 'content-type': ofAgent.contentType }).end(ofAgent.body);
    return;
  }
  const body = await readBody(request);
  if (!body) return refuse(response, 413, `the body is larger than ${MAXIMUM_BODY} bytes`);
  const answer = await router.answer({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers as Record<string, string | undefined>,
    body,
  });
  const length = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length }).end(answer.body);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${sentence}\n`);
}

/** The whole body, or undefined when it is too large or the caller went away. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAXIMUM_BODY) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function boundPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}
