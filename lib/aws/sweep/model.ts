/** Something in an account that bears a lab's mark: its tag or the pattern of its names. */
export interface Candidate {
  /** What EC2, ECS … know it by; unique within its kind. */
  readonly id: string;
  /** What people know it by. */
  readonly name: string;
  /** The stack that made it; undefined when nothing says so, and then it is nobody's to remove. */
  readonly stack: string | undefined;
  /** What else there is to know: how many, since when. */
  readonly detail?: string;
}

/** One kind of thing that a lab may leave. */
export interface LeftoverKind {
  /** In the singular: `log group`. */
  readonly name: string;
  /** Finds what bears the lab's mark, whether it is left over or not; rejects with a LabError. */
  list(): Promise<Candidate[]>;
  /** Removes one, with what is inside it; absent for what is only shown. */
  remove?(candidate: Candidate): Promise<void>;
}

/** The account as `lab sweep` sees it. */
export interface SweepApi {
  region(): Promise<string>;
  /** The names of all stacks that exist, broken ones too. */
  existingStacks(): Promise<ReadonlySet<string>>;
  /** Stacks that exist and cannot be used any more. */
  readonly brokenStacks: LeftoverKind;
  /** Everything else, in the order in which it can be removed. */
  readonly kinds: readonly LeftoverKind[];
}
