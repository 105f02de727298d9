import * as z from 'zod';
import { sendJson } from '../http/json';
import type { Logger } from '../log';
import { operation, type Route } from './route';

export interface KillDeps {
  readonly exit: (code: number) => void;
  readonly logger: Logger;
}

const ANSWER = z.strictObject({ message: z.string() });

/** The crash: answers, then the process ends at once, without a drain. ECS is there to heal it. */
export function killRoute({ exit, logger }: KillDeps): Route {
  return {
    path: '/kill',
    methods: {
      get: operation({
        summary: 'Ends the process with code 1',
        answers: { 200: { description: 'the last words of this process', schema: ANSWER } },
        handle: (_req, res) => {
          // `close` also comes when the client does not wait for the answer.
          res.once('close', () => {
            logger.error({ exitCode: 1 }, 'killed by request');
            exit(1);
          });
          res.setHeader('Connection', 'close');
          sendJson(res, 200, { message: 'this process exits now, with code 1' });
        },
      }),
    },
  };
}
