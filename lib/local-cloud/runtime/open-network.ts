import { LabError } from '../../model/errors';
import { openLoopbackNetwork } from './loopback/loopback-network';
import { openNamespaceNetwork } from './namespaces/namespace-network';
import { probeNamespaces } from './namespaces/probe';
import type { Network, NetworkKind, NetworkOptions } from './network';

/** `auto` takes namespaces where the machine lets us, and loopback elsewhere. */
export type NetworkChoice = NetworkKind | 'auto';

/** Opens the network that was chosen; rejects with a LabError when this machine does not have it. */
export async function openNetwork(options: NetworkOptions & { readonly choice?: NetworkChoice }): Promise<Network> {
  const { choice = 'auto' } = options;
  if (choice === 'loopback') return openLoopbackNetwork({ ...options, because: 'it was asked for' });
  const probe = await probeNamespaces(options.path);
  if (probe.usable) return openNamespaceNetwork({ ...options, tools: probe.tools });
  if (choice === 'auto') return openLoopbackNetwork({ ...options, because: probe.reason });
  throw new LabError(
    'NoNamespaces',
    `the network "namespaces" was asked for, and this machine does not have it: ${probe.reason}; allowed here: loopback, or auto`,
  );
}
