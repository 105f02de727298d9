import { HttpError } from '../http/http-error';
import { sendJson } from '../http/json';
import type { Traffic } from '../lifecycle/traffic';
import type { Route } from './route';

/** Whether the service takes new clients. */
export function readinessRoute({ traffic }: { readonly traffic: Pick<Traffic, 'leaving'> }): Route {
  return {
    path: '/health/readiness',
    statuses: [200, 503],
    methods: {
      get: (_req, res) => {
        if (traffic.leaving) throw new HttpError(503, 'Stopping', 'the service is stopping and takes no new clients');
        sendJson(res, 200, { status: 'ready' });
      },
    },
  };
}
