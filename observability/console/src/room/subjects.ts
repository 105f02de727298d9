import type { Subject } from '../snapshot';

/** What can be predicted: in which unit, within which bounds. */
export const SUBJECT: Record<
  Subject,
  { readonly title: string; readonly unit: string; readonly min: number; readonly max: number; readonly digits: number }
> = {
  alert: { title: 'seconds until the first page', unit: 's', min: 0, max: 3_600, digits: 0 },
  sli: { title: 'the lowest SLI', unit: '%', min: 0, max: 100, digits: 2 },
  budget: { title: 'how much of the budget it costs', unit: '%', min: 0, max: 1_000, digits: 1 },
};

/** The question as the room reads it. */
export function askedFor(subject: Subject, slo: string, clock: string): string {
  if (subject === 'alert') return `After how many seconds will ${slo} page, by the ${clock}?`;
  if (subject === 'sli') return `How low will the SLI of ${slo} get, in the ${clock}?`;
  return `How much of the budget of ${slo} will it cost, in the ${clock}?`;
}

/** `38 s`, `97.25 %` */
export function inUnit(subject: Subject, value: number): string {
  const { unit, digits } = SUBJECT[subject];
  return `${Number(value.toFixed(digits))} ${unit}`;
}

/** The middle one, or the mean of the two in the middle; undefined for none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
