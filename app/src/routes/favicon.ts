import { operation, type Route } from './route';

/** Every browser asks for it; without an answer the class would see 404s that nobody made. */
export function faviconRoute(): Route {
  return {
    path: '/favicon.ico',
    methods: {
      get: operation({
        summary: 'What every browser asks for',
        answers: { 204: { description: 'there is none, and that is no error' } },
        handle: (_req, res) => {
          res.writeHead(204).end();
        },
      }),
    },
  };
}
