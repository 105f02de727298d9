import type { RunningService } from './running-service';

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of a test
  readonly body: any;
}

/** What a person does with `/chaos/faults`. */
export function chaosClient({ url }: Pick<RunningService, 'url'>, headers: Readonly<Record<string, string>> = {}) {
  const ask = async (method: string, path = '', body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}/chaos/faults${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  return {
    list: () => ask('GET'),
    put: (faults: unknown) => ask('PUT', '', faults),
    remove: (id: string) => ask('DELETE', `/${id}`),
    removeAll: () => ask('DELETE'),
  };
}
