/**
 * Says "now" for a ratio of the calls, as evenly as can be: what is owed adds up, and is paid when it reaches one. After n
 * calls it has said so n × ratio times, give or take less than one; independent draws would miss by their square root.
 * @param ratio from 0 to 1
 */
export function lowDiscrepancy(ratio: number): () => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    // Not a running sum: a hundred times 0.1 is not 10 in binary.
    return Math.floor(calls * ratio + EPSILON) > Math.floor((calls - 1) * ratio + EPSILON);
  };
}

/** Lets 5 × 0.2 be 1, and 3 × 0.1 × 10 be 3. */
const EPSILON = 1e-9;
