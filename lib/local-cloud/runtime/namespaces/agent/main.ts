/**
 * The process that holds the namespaces: Node started by `unshare`, alone with its children in a process, mount and
 * network namespace. It ends with its channel, and everything in the namespaces ends with it.
 */
import { Server } from 'node:net';
import { messageOf } from '../../../../model/errors';
import type { FromAgent, ToAgent } from '../protocol';
import { createAgent } from './agent';

const agent = createAgent(send);

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToAgent, handle: unknown) => {
  if (message.id === undefined) {
    agent.notice(message);
    return;
  }
  const { id } = message;
  void agent.handle(message, handle instanceof Server ? handle : undefined).then(
    () => send({ kind: 'reply', id }),
    (error: unknown) => send({ kind: 'reply', id, failure: messageOf(error) }),
  );
});

/** Resolves when the message is written, so that a slow reader slows the writer. */
function send(message: FromAgent, socket?: Server): Promise<void> {
  return new Promise((resolve) => {
    // A channel that is gone ends this process by itself.
    process.send?.(message, socket, {}, () => resolve());
  });
}
