import * as z from 'zod';
import { sendJson } from '../http/json';
import { type Json, openApiDocument } from '../openapi/document';
import { operation, type Route } from './route';

const ANSWER = z.looseObject({ openapi: z.literal('3.1.0') });

/**
 * The API as an OpenAPI document.
 * @param routes all other routes; this one is added
 */
export function openApiRoute(routes: readonly Route[], options: { readonly version: string }): Route {
  let document: Json | undefined;
  const route: Route = {
    path: '/openapi.json',
    methods: {
      get: operation({
        summary: 'This document',
        answers: { 200: { description: 'an OpenAPI 3.1 document', schema: ANSWER } },
        handle: (_req, res) => {
          // Made when it is first asked for: it would take a part of the start.
          document ??= openApiDocument([...routes, route], options);
          sendJson(res, 200, document);
        },
      }),
    },
  };
  return route;
}
