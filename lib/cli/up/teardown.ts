/** What has to be undone, last in first out. */
export interface Teardown {
  add(name: string, undo: () => void | Promise<void>): void;
  /** Undoes everything; one failure does not keep the rest from being undone. Twice is fine. Resolves with the failures. */
  run(): Promise<readonly TeardownFailure[]>;
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
  };
}
