import type { Metrics } from '../metrics/registry';
import type { Route } from './route';

/** What Prometheus scrapes. */
export function metricsRoute({ metrics }: { readonly metrics: Pick<Metrics, 'render' | 'contentType'> }): Route {
  return {
    path: '/metrics',
    statuses: [200],
    methods: {
      get: async (_req, res) => {
        const text = await metrics.render();
        res.writeHead(200, { 'Content-Type': metrics.contentType, 'Content-Length': Buffer.byteLength(text) });
        res.end(text);
      },
    },
  };
}
