import { LabError } from '../../model/errors';
import { openNamespaceNetwork } from './namespaces/namespace-network';
import { probeNamespaces } from './namespaces/probe';
import type { Network, NetworkOptions } from './network';

/** Opens the best network that this machine has; rejects with a LabError when it has none. */
export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const probe = await probeNamespaces(options.path);
  if (!probe.usable) throw new LabError('NoNetwork', `tasks cannot have addresses of their own here: ${probe.reason}`);
  return openNamespaceNetwork({ ...options, tools: probe.tools });
}
