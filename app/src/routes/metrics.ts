import * as z from 'zod';
import type { Metrics } from '../metrics/registry';
import { operation, type Route } from './route';

/** What Prometheus scrapes. */
export function metricsRoute({ metrics }: { readonly metrics: Pick<Metrics, 'render' | 'contentType'> }): Route {
  return {
    path: '/metrics',
    methods: {
      get: operation({
        summary: 'What Prometheus scrapes',
        answers: {
          200: { description: 'the text format of Prometheus', schema: z.string(), contentType: metrics.contentType },
        },
        handle: async (_req, res) => {
          const text = await metrics.render();
          res.writeHead(200, { 'Content-Type': metrics.contentType, 'Content-Length': Buffer.byteLength(text) });
          res.end(text);
        },
      }),
    },
  };
}
