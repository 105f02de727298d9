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
    mayDownload: async (megabytes) => goAhead || unlessStopped(() => ask(question(megabytes)), options.signal),
    progress: (line) => context.progress(context.style.quiet(`  ${line}`)),
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

function question(megabytes: number): string {
  return `Prometheus is not here. Download it into .lab/tools (${megabytes} MB; no root, no service)?`;
}

/** Somebody who presses Ctrl-C at a question does not answer it. */
function unlessStopped(ask: () => Promise<boolean>, signal?: AbortSignal): Promise<boolean> {
  const stopped = new Promise<boolean>((resolve) =>
    signal?.addEventListener('abort', () => resolve(false), { once: true }),
  );
  return Promise.race([stopped, ask()]);
}
