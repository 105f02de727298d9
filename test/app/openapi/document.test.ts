import SwaggerParser from '@apidevtools/swagger-parser';
import Ajv2020 from 'ajv/dist/2020';
import { type RunningService, startService } from '../_helpers/running-service';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: { readonly type?: string } }>
  >;
}
interface OperationObject {
  readonly operationId: string;
  readonly requestBody?: Content;
  readonly parameters?: readonly { readonly name: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, Content>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}

let service: RunningService;
let text: string;
let document: Document;
/** The same with every `$ref` resolved. */
let resolved: Document;
beforeAll(async () => {
  service = await startService();
  text = await (await fetch(`${service.url}/openapi.json`)).text();
  document = JSON.parse(text);
  resolved = (await SwaggerParser.dereference(JSON.parse(text))) as unknown as Document;
});
afterAll(() => service.close());

const operations = () =>
  Object.entries(resolved.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ path, verb, operation })),
  );

test('a validator of OpenAPI 3.1 finds nothing wrong with it', async () => {
  expect(document.openapi).toBe('3.1.0');
  await expect(SwaggerParser.validate(JSON.parse(text))).resolves.toMatchObject({ openapi: '3.1.0' });
});

test('the validator does find something wrong with a document that is', async () => {
  const broken = JSON.parse(text);
  delete broken.paths['/'].get.responses['200'].description;
  await expect(SwaggerParser.validate(broken)).rejects.toThrow('description');
});

test('every schema in it is a JSON Schema', () => {
  const schemas = operations().flatMap(({ operation: { requestBody, responses, parameters = [] } }) => [
    ...[requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {})),
    ...parameters,
  ]);
  expect(schemas.length).toBeGreaterThan(20);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  for (const { schema } of schemas) expect(typeof ajv.compile(schema)).toBe('function');
});

test('it names every path with a unique operation', () => {
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/',
      '/fail',
      '/risky',
      '/kill',
      '/metrics',
      '/api/echo',
      '/api/error',
      '/api/match',
      '/health/liveness',
      '/health/readiness',
      '/openapi.json',
    ]),
  );
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a query parameter and a body are described as they are checked', () => {
  expect(document.paths['/api/error']?.get?.parameters).toEqual([
    expect.objectContaining({ name: 'type', in: 'query', required: false, schema: { type: 'string', maxLength: 64 } }),
  ]);
  expect(document.paths['/api/match']?.post?.requestBody?.content?.['application/json']?.schema).toMatchObject({
    type: 'object',
    required: ['resume', 'jobDescription'],
    additionalProperties: false,
  });
});

/** A request that each operation likes; one that is missing here fails the test below. */
const GOOD_BODIES: Readonly<Record<string, unknown>> = {
  '/api/echo': { message: 'Hello World' },
  '/chaos/faults': { type: 'stale' },
  '/api/match': { resume: 'Python', jobDescription: 'Python and Go' },
};

/** For each path with a name in it, what to ask for so that every answer comes. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '/api/users/{id}': ['/api/users/101', '/api/users/1', '/api/users/nobody'],
  '/chaos/faults/{id}': ['/chaos/faults/there', '/chaos/faults/nothing'],
};

test('each answer of each operation is what the document says', async () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const seen = new Set<string>();
  const setFault = () =>
    fetch(`${service.url}/chaos/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'stale', id: 'there' }),
    });
  for (const { path, verb, operation } of operations()) {
    const bodies = operation.requestBody ? [GOOD_BODIES[path], { unexpected: true }, undefined] : [undefined];
    const queries = operation.parameters ? ['', '?type=client', '?unexpected=true'] : [''];
    const addresses = (EXAMPLES[path] ?? [path]).flatMap((example) => queries.map((query) => example + query));
    // Often enough for what happens now and then.
    for (let i = 0; i < 5; i += 1) {
      if (path === '/chaos/faults/{id}') await setFault();
      for (const body of bodies) {
        for (const address of addresses) {
          const answer = await fetch(`${service.url}${address}`, {
            method: verb.toUpperCase(),
            headers: { 'content-type': 'application/json' },
            body: body === undefined ? null : JSON.stringify(body),
          });
          // Only an error may be one that any request can get.
          const status =
            answer.status < 400 || String(answer.status) in operation.responses ? answer.status : 'default';
          const declared = operation.responses[status];
          expect(differences(ajv, declared, answer.headers.get('content-type'), await answer.text())).toEqual([]);
          expect(answer.headers.get('x-request-id')).not.toBeNull();
          expect(wrongHeaders(ajv, declared, answer.headers)).toEqual([]);
          seen.add(`${verb} ${path} ${answer.status}`);
        }
      }
    }
  }
  const missed = operations().flatMap(({ path, verb, operation }) =>
    Object.keys(operation.responses)
      .map((status) => `${verb} ${path} ${status}`)
      .filter((name) => !name.endsWith(' default') && !seen.has(name)),
  );
  // `default`, and those of a service that stops or has lost its database: other tests see them.
  expect(missed).toEqual(['get /api/users 503', 'get /api/users/{id} 503', 'get /health/readiness 503']);
}, 60_000);

test('an answer with data tells what it is worth in headers', () => {
  for (const path of ['/api/users', '/api/users/{id}']) {
    expect(Object.keys(document.paths[path]?.get?.responses['200']?.headers ?? {})).toEqual([
      'X-Request-Id',
      'X-Data-Freshness',
      'Age',
    ]);
  }
});

/** Declared headers that are missing or are not what was declared. */
function wrongHeaders(ajv: Ajv2020, declared: Content | undefined, headers: Headers): string[] {
  return Object.entries(declared?.headers ?? {}).flatMap(([name, { required = false, schema }]) => {
    const value = headers.get(name);
    if (value === null) return required ? [`${name} is missing`] : [];
    return ajv.validate(schema, schema.type === 'integer' ? Number(value) : value) ? [] : [`${name}: ${value}`];
  });
}

/** What is not as declared in an answer. */
function differences(ajv: Ajv2020, declared: Content | undefined, type: string | null, body: string): unknown[] {
  if (declared === undefined) return ['the status is not declared'];
  const [declaredType, content] = Object.entries(declared.content ?? {})[0] ?? [];
  if (declaredType === undefined || content === undefined) return body === '' ? [] : ['no body is declared'];
  if (!type?.startsWith(declaredType)) return [`${type} instead of ${declaredType}`];
  const validate = ajv.compile(content.schema);
  validate(declaredType === 'application/json' ? JSON.parse(body) : body);
  return validate.errors ?? [];
}
