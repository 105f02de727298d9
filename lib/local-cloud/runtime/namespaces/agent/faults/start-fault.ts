import type { NetworkFault, NetworkLatency } from '../../../../kernel/network-fault';
import type { FaultTools } from '../../protocol';
import { runTool } from '../run-tool';
import { startDelayProxy } from './delay-proxy';
import { blackholeRules, packetLossRules, redirectRules, type Rules } from './rules';
import { latencyQueues, NO_QUEUES } from './traffic-control';

/** A task's network, as far as faults concern it. */
export interface FaultyTask {
  /** A command that enters the task's network with the rights of its machine. */
  readonly enter: readonly string[];
  /** The same, for a program without any rights. */
  readonly enterUnprivileged: readonly string[];
  readonly address: string;
  /** TCP ports that the task listens on. */
  readonly ports: readonly number[];
  readonly tools: FaultTools;
  /** A folder that only this machine writes to. */
  readonly directory: string;
}

/** Takes back all that a fault did; never twice. */
export type EndFault = () => Promise<void>;

/** Disturbs a task's network; rejects with a sentence, and leaves nothing, when this machine cannot. */
export async function startFault(task: FaultyTask, fault: NetworkFault): Promise<EndFault> {
  if (fault.kind === 'network-blackhole-port') return withRules(task, blackholeRules(fault));
  if (fault.kind === 'network-packet-loss') return withRules(task, packetLossRules(fault));
  return (await delayByKernel(task, fault)) ?? delayByProxy(task, fault);
}

/** Undefined where the kernel has no netem, or this machine no tc: that is known only after trying. */
async function delayByKernel(task: FaultyTask, fault: NetworkLatency): Promise<EndFault | undefined> {
  const { tc } = task.tools;
  if (tc === undefined) return undefined;
  const shape = (queues: string) => runIn(task, [tc, '-batch', '-'], queues);
  try {
    await shape(latencyQueues(fault));
    return async () => void (await shape(NO_QUEUES));
  } catch {
    await shape(NO_QUEUES).catch(() => undefined);
    return undefined;
  }
}

async function delayByProxy(task: FaultyTask, fault: NetworkLatency): Promise<EndFault> {
  const { delayMilliseconds, jitterMilliseconds } = fault;
  const { enterUnprivileged: enter, address, ports } = task;
  const proxy = await startDelayProxy({ enter, address, ports, delayMilliseconds, jitterMilliseconds });
  try {
    const rules = redirectRules(fault, proxy.listening);
    const endRules = await withRules(task, rules);
    return async () => {
      // Without any rule that redirects, the kernel forgets what it had redirected, and breaks it.
      await restore(task, rules.fade);
      await proxy.stop();
      await endRules();
    };
  } catch (error) {
    await proxy.stop();
    throw error;
  }
}

async function withRules(task: FaultyTask, { begin, end }: Rules): Promise<EndFault> {
  await restore(task, begin);
  return () => restore(task, end);
}

/** All of a text or nothing of it; what other faults have is left alone. */
async function restore(task: FaultyTask, rules: string): Promise<void> {
  const tool = task.tools['iptables-restore'];
  if (tool === undefined) {
    throw new Error('the program iptables-restore is not on PATH (Debian has it in the package iptables)');
  }
  await runIn(task, [tool, '--noflush', '--wait', '5'], rules);
}

function runIn({ enter, directory }: FaultyTask, command: readonly string[], input: string): Promise<string> {
  const [program = '', ...args] = [...enter, ...command];
  // The usual lock file is in /run, which only root writes to.
  return runTool(program, args, input, { XTABLES_LOCKFILE: `${directory}/xtables.lock` });
}
