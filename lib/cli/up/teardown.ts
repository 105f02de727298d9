/** What has to be undone, last in first out. */
export interface Teardown {
  add(name: string, undo: () => void | Promise<void>): void;
  /** Undoes everything; one failure does not keep the rest from being undone. Twice is fine. Resolves with the failures. */
  run(): Promise<readonly TeardownFailure[]>;
  /** Begins to undo all that is left, without waiting for anything: the process ends at once, and the kernel does the rest. */
  hurry(): void;
}

export interface TeardownFailure {
  readonly name: string;
  readonly error: unknown;
}

export function createTeardown(): Teardown {
  const entries: { name: string; undo: () => void | Promise<void> }[] = [];
  let running: Promise<readonly TeardownFailure[]> | undefined;
  const undoAll = async () => {
    const failures: TeardownFailure[] = [];
    for (let entry = entries.pop(); entry; entry = entries.pop()) {
      try {
        await entry.undo();
      } catch (error) {
        failures.push({ name: entry.name, error });
      }
    }
    return failures;
  };
  return {
    add(name, undo) {
      entries.push({ name, undo });
    },
    run: () => (running ??= undoAll()),
    hurry: () =>
      void Promise.allSettled(
        entries
          .splice(0)
          .reverse()
          .map(async ({ undo }) => undo()),
      ),
  };
}
