import type { LeftoverKind, SweepApi } from '../../aws/sweep/model';
import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import { leftovers, type KindFindings, type Leftover } from './plan';
import type { SweepReport } from './report';

export interface SweepOptions {
  /** Restricts it to what one lab left. */
  readonly stack?: string | undefined;
  /** Asked with what was found; nothing is removed unless it resolves with true. */
  readonly mayDelete: (found: readonly Leftover[]) => Promise<boolean>;
}

/** Looks for what destroyed labs left, and removes it when it may. */
export async function sweep(
  api: SweepApi,
  endpoint: string | null,
  { stack, mayDelete }: SweepOptions,
  { progress, transient, style }: Pick<CommandContext, 'progress' | 'transient' | 'style'>,
): Promise<SweepReport> {
  const notLookedAt: SweepReport['notLookedAt'][number][] = [];
  const existingStacks = await api.existingStacks();
  const broken = (await api.brokenStacks.list()).filter(({ name }) => stack === undefined || name === stack);
  const findings: KindFindings[] = [];
  for (const kind of api.kinds) {
    transient?.(style.quiet(`looking for what is left: ${kind.name}`));
    try {
      const candidates = await kind.list();
      findings.push({ kind: kind.name, candidates, removable: kind.remove !== undefined });
    } catch (error) {
      notLookedAt.push({ kind: kind.name, ...whyNot(error) });
    }
  }
  const found: Leftover[] = [
    ...broken.map((candidate): Leftover => ({ ...candidate, kind: api.brokenStacks.name, removable: true })),
    ...leftovers(findings, existingStacks, stack),
  ];
  const deleting = found.some(({ removable }) => removable) && (await mayDelete(found));
  const removed: Leftover[] = [];
  const failed: SweepReport['failed'][number][] = [];
  if (deleting) {
    // Between looking and agreeing, somebody may have deployed a lab of that name again.
    const today = await api.existingStacks();
    for (const one of found) {
      const kind = kindOf(api, one);
      const isNewlyInUse = one.stack !== undefined && today.has(one.stack) && !existingStacks.has(one.stack);
      if (!kind?.remove || isNewlyInUse) continue;
      transient?.(style.quiet(`removing ${one.kind} ${one.name}`));
      try {
        await kind.remove(one);
        removed.push(one);
        progress(`${style.good('✓')} removed ${one.kind} ${one.name}`);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        failed.push({ kind: one.kind, name: one.name, reason: error.message });
        progress(`${style.bad('✗')} ${one.kind} ${one.name}: ${error.message}`);
      }
    }
  }
  return {
    endpoint,
    region: await api.region(),
    existingStacks: [...existingStacks].sort(),
    found,
    deleting,
    removed: removed.map(({ kind, name }) => ({ kind, name })),
    failed,
    notLookedAt,
  };
}

function kindOf(api: SweepApi, { kind }: Leftover): LeftoverKind | undefined {
  return [api.brokenStacks, ...api.kinds].find(({ name }) => name === kind);
}

/** A service that a local cloud lacks has left nothing there; one that may not be asked could have. */
function whyNot(error: unknown): { readonly reason: string; readonly isProblem: boolean } {
  if (error instanceof LabError && error.code === 'NotImplemented') return { reason: error.message, isProblem: false };
  if (error instanceof LabError && error.code === 'AccessDenied') return { reason: error.message, isProblem: true };
  throw error;
}
