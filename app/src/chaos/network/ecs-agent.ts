import { request } from 'node:http';
import * as z from 'zod';

/** The faults that the agent of ECS knows, by the names of its paths. */
export type AgentFault = 'network-latency' | 'network-packet-loss' | 'network-blackhole-port';

export interface AgentAnswer {
  readonly status: number;
  /** `running`, `not-running` or `stopped`. */
  readonly said: string | undefined;
  readonly error: string | undefined;
}

/** The endpoint of ECS's agent for the faults of this task's network (Amazon ECS documentation, "fault injection endpoints"). */
export interface EcsAgent {
  /** Rejects when there is no answer in time. */
  ask(fault: AgentFault, operation: 'start' | 'stop' | 'status', body: object): Promise<AgentAnswer>;
}

/** As long as the agent gives its own commands, and some. */
const TIMEOUT_MS = 6_000;
const MAX_ANSWER = 10_000;

const ANSWER = z.object({ Status: z.string().optional(), Error: z.string().optional() });

/** @param uri ECS_AGENT_URI, `http://169.254.170.2/api/…` */
export function createEcsAgent(uri: string, timeoutMs = TIMEOUT_MS): EcsAgent {
  return {
    ask: (fault, operation, body) =>
      new Promise((resolve, reject) => {
        const sent = JSON.stringify(body);
        const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(sent) };
        const signal = AbortSignal.timeout(timeoutMs);
        const asked = request(
          `${uri}/fault/v1/${fault}/${operation}`,
          { method: 'POST', headers, agent: false, signal },
          (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(0, MAX_ANSWER)));
            response.on('error', reject);
            response.on('end', () => resolve({ status: response.statusCode ?? 0, ...read(text) }));
          },
        );
        asked.on('error', reject);
        asked.end(sent);
      }),
  };
}

/** A refusal for too many requests is plain text. */
function read(text: string): Omit<AgentAnswer, 'status'> {
  try {
    const { data } = ANSWER.safeParse(JSON.parse(text));
    return { said: data?.Status, error: data?.Error };
  } catch {
    return { said: undefined, error: text };
  }
}
