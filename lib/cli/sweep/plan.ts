import type { Candidate } from '../../aws/sweep/model';
import { IMAGES_STACK } from '../../model/lab';

/** What one kind of thing came to. */
export interface KindFindings {
  readonly kind: string;
  readonly candidates: readonly Candidate[];
  /** Whether `lab sweep` can remove this kind. */
  readonly removable: boolean;
}

/** Something that a destroyed lab left. */
export interface Leftover extends Candidate {
  readonly kind: string;
  readonly removable: boolean;
}

/**
 * Which candidates are left over: those whose stack is known and does not exist. What belongs to a stack that exists is
 * that stack's, however broken, and what names no stack is left alone.
 * @param onlyStack restricts it to what one lab left
 */
export function leftovers(
  findings: readonly KindFindings[],
  existingStacks: ReadonlySet<string>,
  onlyStack?: string,
): Leftover[] {
  const found = findings.flatMap(({ kind, candidates, removable }) =>
    candidates
      .filter(({ stack }) => stack !== undefined && !isInUse(stack, existingStacks))
      .filter(({ stack }) => onlyStack === undefined || stack === onlyStack)
      .map((candidate): Leftover => ({ ...candidate, kind, removable })),
  );
  // The tag search finds most things a second time, by their ARN.
  return found.filter(
    ({ id, removable }) => removable || !found.some((other) => other.removable && id.includes(other.id)),
  );
}

/** The images serve every lab: while one exists, they are in use without their stack, too. */
function isInUse(stack: string, existing: ReadonlySet<string>): boolean {
  return existing.has(stack) || (stack === IMAGES_STACK && existing.size > 0);
}
