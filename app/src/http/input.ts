import type { Request } from 'express';
import type * as z from 'zod';
import type { Input, Operation } from '../routes/route';
import { HttpError } from './http-error';

const MAX_ISSUES = 3;
const MAX_MESSAGE = 300;
const MAX_DEPTH = 100;

type Part = keyof Input<unknown, unknown, unknown>;

/**
 * What the schemas of an operation make of a request, whose body is parsed already.
 * @throws HttpError 400 InvalidInput, which says where and why; 415 for a body that is not said to be JSON
 */
export function readInput({ params, query, body }: Operation, req: Request): Input<unknown, unknown, unknown> {
  return {
    params: params && check(params, 'params', req.params),
    query: query && check(query, 'query', queryOf(req.url)),
    body: body && check(body, 'body', bodyOf(req)),
  };
}

function check(schema: z.ZodType, part: Part, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => {
    const place = [part, ...path.map(String)].join('.');
    return `${place}: ${message}`;
  });
  throw new HttpError(400, 'InvalidInput', issues.join('; ').slice(0, MAX_MESSAGE));
}

/** The parameters by name. One that is given twice is a list, which no schema of a string takes. */
function queryOf(url: string): Readonly<Record<string, string | string[]>> {
  const start = url.indexOf('?');
  const params = new URLSearchParams(start === -1 ? '' : url.slice(start));
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const [first = '', ...others] = params.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

function bodyOf(req: Request): unknown {
  const body: unknown = req.body;
  if (body === undefined && hasBody(req)) {
    throw new HttpError(415, 'UnsupportedMediaType', 'the body must be JSON, with Content-Type: application/json');
  }
  if (isDeeperThan(MAX_DEPTH, body)) {
    throw new HttpError(400, 'InvalidInput', `body: nested deeper than the ${MAX_DEPTH} levels that are allowed`);
  }
  return body;
}

/** Level by level: recursion, of a schema or of JSON.stringify, is what a deep body would break. */
function isDeeperThan(levels: number, body: unknown): boolean {
  let level = [body];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
