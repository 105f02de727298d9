import type { CommandContext } from '../command';
import type { FoundPrometheus } from '../doctor/facts';
import { labPaths } from '../paths';
import { obtainPrometheus } from './obtain';

/** Gets Prometheus when there is none. Asks first on a terminal; `--yes`, a CI or no terminal go ahead. */
export async function ensurePrometheus(
  found: FoundPrometheus | null,
  context: CommandContext,
  options: { readonly yes: boolean; readonly signal?: AbortSignal },
): Promise<FoundPrometheus> {
  if (found) return found;
  const { ask } = context;
  const goAhead = options.yes || Boolean(context.environment['CI']) || !ask;
  return obtainPrometheus({
    environment: context.environment,
    folder: labPaths(context.root).prometheus,
    mayDownload: async (megabytes) =>
      goAhead || ask(`Prometheus is not here. Download it into .lab/tools (${megabytes} MB; no root, no service)?`),
    progress: (line) => context.progress(context.style.quiet(`  ${line}`)),
    ...(options.signal ? { signal: options.signal } : {}),
  });
}
