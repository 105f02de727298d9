import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** More than the largest answer that the lab has; a Prometheus of a whole class stays below it. */
const MAXIMUM_BYTES = 16_000_000;

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** One HTTP request with a limit in time and size; rejects with a sentence. */
export function ask(
  url: URL,
  options: {
    readonly method?: string;
    readonly body?: unknown;
    /** Sent as `Authorization: Bearer …`. */
    readonly token?: string | undefined;
    readonly timeoutMs?: number;
    readonly agent?: Agent;
  } = {},
): Promise<HttpAnswer> {
  const { method = 'GET', body, token, timeoutMs = 4_000 } = options;
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      ...(payload !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
      }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const asked = request(url, { agent: options.agent ?? agent, method, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAXIMUM_BYTES)
          response.destroy(new Error(`${url.host} answers with more than ${MAXIMUM_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      const why = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : (error.code ?? error.message);
      reject(new Error(`${url.host}: ${why}`, { cause: error }));
    });
    asked.end(payload);
  });
}

/** The JSON of a 2xx answer; rejects with a sentence for anything else. */
export async function askJson(url: URL, options: Parameters<typeof ask>[1] = {}): Promise<unknown> {
  const { status, text } = await ask(url, options);
  if (status < 200 || status > 299) throw new Error(`${url.host} answered ${status}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as unknown;
}
