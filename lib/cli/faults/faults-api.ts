import { z } from 'zod';
import { LabError, messageOf } from '../../model/errors';

const faultSchema = z.object({
  id: z.string(),
  type: z.string(),
  route: z.string(),
  strength: z.number(),
  owner: z.string().nullable(),
  endsAt: z.string().nullable(),
  remainingSeconds: z.number().nullable(),
  requests: z.number().nullable(),
  hits: z.number().nullable(),
});

const listSchema = z.object({ faults: z.array(faultSchema) });
const removedSchema = z.object({ removed: z.array(z.string()) });
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** A fault as the app shows it (docs/faults.md). */
export type FaultView = z.infer<typeof faultSchema>;

/** A fault and the id of the task that has it. */
export interface TaskFault extends FaultView {
  readonly task: string;
}

/** What is asked for; the app checks it. */
export type FaultRequest = Readonly<Record<string, unknown>>;

/** The faults of one task of the app. Each call throws a LabError with the app's own sentence when it is refused. */
export interface FaultsApi {
  list(): Promise<FaultView[]>;
  /** @returns the faults that were set, with their ids */
  put(fault: FaultRequest): Promise<FaultView[]>;
  /** @param id of one, or `all` @returns the ids of what is over; none when there is no fault of that id */
  remove(id: string): Promise<string[]>;
}

const TIMEOUT_MS = 5_000;
/** A fault of the network is on when ECS's agent has answered the app, which gives it six seconds. */
const PUT_TIMEOUT_MS = 8_000;

/** @param baseUrl `http://127.0.0.9:5000`; @param token of `CHAOS_TOKEN`, where the app wants one */
export function faultsApi(baseUrl: string, token: string | undefined, timeoutMs = TIMEOUT_MS): FaultsApi {
  const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; answer: unknown }> => {
    try {
      const response = await fetch(`${baseUrl}/chaos/faults${path}`, {
        method,
        signal: AbortSignal.timeout(method === 'PUT' ? Math.max(timeoutMs, PUT_TIMEOUT_MS) : timeoutMs),
        headers: {
          // A connection from before a fault of the network may be one that it has broken.
          Connection: 'close',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, answer: await response.json().catch(() => undefined) };
    } catch (error) {
      throw new LabError(
        'NoAnswer',
        `no answer from the app at ${baseUrl} (${messageOf(error)}); look with "npx lab status"`,
        {
          cause: error,
        },
      );
    }
  };
  const accepted = async <T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> => {
    const { status, answer } = await ask(method, path, body);
    const parsed = status === 200 ? schema.safeParse(answer) : undefined;
    if (parsed?.success) return parsed.data;
    throw refusal(baseUrl, status, answer);
  };
  return {
    list: async () => (await accepted(listSchema, 'GET', '')).faults,
    put: async (fault) => (await accepted(listSchema, 'PUT', '', fault)).faults,
    async remove(id) {
      if (id === 'all') return (await accepted(removedSchema, 'DELETE', '')).removed;
      const path = `/${encodeURIComponent(id)}`;
      const { status, answer } = await ask('DELETE', path);
      if (codeOf(answer) === 'FaultNotFound') return [];
      const parsed = status === 200 ? removedSchema.safeParse(answer) : undefined;
      if (parsed?.success) return parsed.data.removed;
      throw refusal(baseUrl, status, answer);
    },
  };
}

function refusal(baseUrl: string, status: number, answer: unknown): LabError {
  const said = errorSchema.safeParse(answer).data?.error;
  if (status === 401) {
    return new LabError(
      'WrongToken',
      'the app wants its chaos token; give it by --token or in CHAOS_TOKEN, as it is in the app’s environment',
    );
  }
  if (status === 404) {
    return new LabError(
      'NoFaults',
      `the app at ${baseUrl} takes no faults: CHAOS_ENABLED is false there; deploy it without that to have them`,
    );
  }
  return new LabError(
    'FaultRefused',
    said === undefined
      ? `the app answered ${status} instead of its faults`
      : `the app refuses the fault: ${said.message.replace(/^body\./, '')}`,
  );
}

function codeOf(answer: unknown): string | undefined {
  return errorSchema.safeParse(answer).data?.error.code;
}
