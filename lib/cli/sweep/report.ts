import type { Leftover } from './plan';

/** What `lab sweep` found and did. */
export interface SweepReport {
  /** Null for AWS' own. */
  readonly endpoint: string | null;
  readonly region: string;
  /** The stacks of labs that exist, and whose things were left alone. */
  readonly existingStacks: readonly string[];
  readonly found: readonly Leftover[];
  /** False: nothing was touched. */
  readonly deleting: boolean;
  readonly removed: readonly Pick<Leftover, 'kind' | 'name'>[];
  readonly failed: readonly (Pick<Leftover, 'kind' | 'name'> & { readonly reason: string })[];
  /** Kinds that could not be looked at. */
  readonly notLookedAt: readonly { readonly kind: string; readonly reason: string; readonly isProblem: boolean }[];
}
