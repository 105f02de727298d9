import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Zone } from '../../dns/zone';
import type { Network, NetworkOptions } from '../network';
import type { AgentConnection } from './agent-connection';
import { startAgent } from './agent-connection';
import { hostListeners } from './host-listener';
import { localhostPorts } from '../forwarding/localhost-ports';
import type { Machine } from './place';
import { createPlace } from './place';
import { TASK_ENDPOINT_ADDRESS, type Tools } from './protocol';
import { findFaultTools } from './tools';

const REASON = 'each task has a network namespace with its own IPv4 address, and DNS on port 53';

/** One agent and what belongs to it. */
interface Session extends Machine {
  readonly agent: AgentConnection;
}

/** Opens the network of rootless namespaces; rejects with a sentence when the agent cannot set it up. */
export async function openNamespaceNetwork(options: NetworkOptions & { readonly tools: Tools }): Promise<Network> {
  let zones: readonly Zone[] = [];
  let closed: Promise<void> | undefined;
  let current: Promise<Session> | undefined;
  let live: AgentConnection | undefined;

  async function startSession(): Promise<Session> {
    try {
      const opened = await openSession(options);
      live = opened.agent;
      live.notice({ kind: 'zones', zones });
      void forgetAtTheEnd(live);
      return opened;
    } catch (error) {
      current = undefined;
      throw error;
    }
  }
  /** Somebody can kill the agent, and all tasks with it: the tasks that replace them get a new one. */
  async function forgetAtTheEnd(agent: AgentConnection): Promise<void> {
    const how = await agent.ended;
    current = undefined;
    live = undefined;
    if (closed === undefined) options.log(`${how}, and its tasks with it: the next task starts another`);
  }

  current = startSession();
  await current;
  return {
    kind: 'namespaces',
    reason: REASON,
    taskEndpoint: `http://${TASK_ENDPOINT_ADDRESS}`,
    publishZones(published) {
      zones = published;
      live?.notice({ kind: 'zones', zones });
    },
    async createPlace(task) {
      if (closed !== undefined) throw new Error('the network is closed');
      return createPlace(await (current ??= startSession()), task);
    },
    close: () => (closed ??= closeSession(current)),
  };
}

async function openSession(options: NetworkOptions & { readonly tools: Tools }): Promise<Session> {
  const { stateDirectory, path, tools, log, acceptFromTask } = options;
  const directory = resolve(join(stateDirectory, 'network'));
  await mkdir(directory, { recursive: true });
  const agent = startAgent(tools, log, acceptFromTask);
  try {
    await agent.request({ kind: 'open', directory, tools, faultTools: await findFaultTools(path) });
  } catch (error) {
    await agent.close();
    throw error;
  }
  const openListener = hostListeners(agent);
  return { agent, openListener, localhost: localhostPorts(openListener, log) };
}

async function closeSession(current: Promise<Session> | undefined): Promise<void> {
  const session = await current?.catch(() => undefined);
  await session?.agent.close();
}
