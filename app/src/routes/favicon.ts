import type { Route } from './route';

/** Every browser asks for it; without an answer the class would see 404s that nobody made. */
export function faviconRoute(): Route {
  return {
    path: '/favicon.ico',
    statuses: [204],
    methods: {
      get: (_req, res) => {
        res.writeHead(204).end();
      },
    },
  };
}
