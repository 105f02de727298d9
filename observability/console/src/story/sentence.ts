/** What the newest numbers of an SLO mean, in words for people who have never seen a burn rate. */
export function sentenceOf(numbers: {
  /** 1 is all of it, negative: overspent. */
  readonly budgetLeft: number | null;
  /** In the shortest window; 1 is exactly as fast as allowed. */
  readonly rate: number | null;
  /** At that rate; infinite at no burn. */
  readonly secondsLeft: number | null;
  /** The shortest window: `20s` */
  readonly window: string;
}): string {
  const { budgetLeft, rate, secondsLeft, window } = numbers;
  if (budgetLeft === null || rate === null) return 'Prometheus has no numbers for this objective yet.';
  if (budgetLeft <= 0) {
    const over = `The budget is overspent by ${Math.round(-budgetLeft * 100)} %`;
    return rate > 0 ? `${over}, and it burns on.` : `${over}; nothing has failed in the last ${window}.`;
  }
  if (rate === 0) return `Nothing has failed in the last ${window}: the budget holds.`;
  if (rate <= 1) return 'It burns no faster than allowed: at this rate the budget lasts the whole period.';
  if (secondsLeft === null || !Number.isFinite(secondsLeft)) return 'It burns faster than allowed.';
  return `At this rate the budget is gone in ${inWords(secondsLeft)}.`;
}

/** `14 minutes`, in the unit in which people say it. */
export function inWords(seconds: number): string {
  const [unit, name] = UNITS.find(([size]) => seconds >= size * 1.5) ?? [1, 'second'];
  const count = Math.max(1, Math.round(seconds / unit));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;
