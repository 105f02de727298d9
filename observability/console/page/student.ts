import { useState } from 'preact/hooks';

/** Who this browser is in the room. Its code stays with it, so that it joins again by itself when the console has forgotten it. */
export interface StudentHere {
  readonly name: string;
  readonly token: string;
  readonly code: string;
  /** What was predicted last, and of which question. */
  readonly predicted?: { readonly question: string; readonly value: number };
  /** When its own traffic ends, in milliseconds by the server's clock. */
  readonly trafficUntil?: number;
}

const KEY = 'room';

/** Kept in this browser, where it lets us. */
export function useStudent(): [StudentHere | undefined, (next: StudentHere | undefined) => void] {
  const [student, setStudent] = useState<StudentHere | undefined>(() => {
    try {
      const kept = localStorage.getItem(KEY);
      return kept === null ? undefined : (JSON.parse(kept) as StudentHere);
    } catch {
      return undefined;
    }
  });
  return [
    student,
    (next) => {
      setStudent(next);
      try {
        if (next === undefined) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, JSON.stringify(next));
      } catch {
        // Only this page remembers it then.
      }
    },
  ];
}
