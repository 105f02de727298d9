import * as z from 'zod';
import { ERROR_SCHEMA } from '../http/error-schema';
import { type Answer, type Operation, type Route, VERBS } from '../routes/route';

/** A value of an OpenAPI document; https://spec.openapis.org/oas/v3.1.1 says what each is. */
export type Json = Readonly<Record<string, unknown>>;

const ERROR_REF = { $ref: '#/components/responses/Error' };

/** The OpenAPI 3.1 document of the routes, made of the schemas that check their input. */
export function openApiDocument(routes: readonly Route[], { version }: { readonly version: string }): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'The unstable API of the SRE SLO Lab',
      description: 'A service that works, and fails in every way a class needs, on request.',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Where the document came from.
    servers: [{ url: '/' }],
    paths: Object.fromEntries(routes.map((route) => [pathTemplate(route.path), pathItem(route)])),
    components: {
      responses: {
        Error: {
          description: 'The request could not be answered: the code is for programs, the message for people',
          headers: REQUEST_ID_HEADER,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
      schemas: { Error: jsonSchema(ERROR_SCHEMA, 'output') },
    },
  };
}

const REQUEST_ID_HEADER: Json = {
  'X-Request-Id': {
    description: "The request's own id when it is 1 to 64 letters, digits, dots, dashes or underscores; else a new one",
    schema: { type: 'string' },
  },
};

/** Express' `/faults/:id` is OpenAPI's `/faults/{id}`. */
function pathTemplate(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

function pathItem({ path, methods }: Route): Json {
  const operations = VERBS.flatMap((verb) => {
    const operation = methods[verb];
    return operation ? [[verb, operationObject(operation, operationId(verb, path))]] : [];
  });
  return Object.fromEntries(operations);
}

/** `get /api/users/:id` is `getApiUsersId`. */
function operationId(verb: string, path: string): string {
  const words = path.split(/[^A-Za-z\d]+/).filter(Boolean);
  return verb + (words.length === 0 ? ['root'] : words).map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

function operationObject({ summary, params, query, body, answers }: Operation, id: string): Json {
  const parameters = [...parameterObjects(params, 'path'), ...parameterObjects(query, 'query')];
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseObject(answer)])),
      // What any request can get: a malformed body, an injected fault.
      default: ERROR_REF,
    },
  };
}

function parameterObjects(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = typeof property === 'object' ? property : {};
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

function responseObject({ description, schema, contentType = 'application/json', headers = {} }: Answer): Json {
  const content = schema && {
    [contentType]: {
      schema: schema === ERROR_SCHEMA ? { $ref: '#/components/schemas/Error' } : jsonSchema(schema, 'output'),
    },
  };
  const own = Object.entries(headers).map(([name, header]) => [
    name,
    { description: header.description, required: true, schema: jsonSchema(header.schema, 'output') },
  ]);
  return { description, headers: { ...REQUEST_ID_HEADER, ...Object.fromEntries(own) }, ...(content && { content }) };
}

/** Without `$schema`: OpenAPI 3.1 names its dialect itself. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
