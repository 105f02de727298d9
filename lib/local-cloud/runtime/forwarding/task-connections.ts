import type { Socket } from 'node:net';

/** The open connections into tasks. */
export interface TaskConnections {
  /** A connection to the task of this private address, also one that is still being made. */
  add(address: string, toTask: Socket): void;
  /**
   * Ends the connections into a task that is gone. Its own last packets cannot be relied on: the kernel may take the
   * task's network away before the end of its connections is on the wire, and a client would wait for minutes.
   */
  end(address: string): void;
}

export function taskConnections(): TaskConnections {
  const open = new Map<string, Set<Socket>>();
  return {
    add(address, toTask) {
      const ofTask = open.get(address) ?? new Set();
      open.set(address, ofTask.add(toTask));
      toTask.on('close', () => {
        ofTask.delete(toTask);
        if (ofTask.size === 0 && open.get(address) === ofTask) open.delete(address);
      });
    },
    end(address) {
      for (const toTask of open.get(address) ?? []) {
        // One that the task has ended itself may still carry the rest of an answer.
        if (!toTask.readableEnded) toTask.destroy();
      }
    },
  };
}
