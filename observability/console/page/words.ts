import type { Clock, TimelineEvent } from '../src/snapshot';

export const CLOCK_TITLES: Record<Clock, string> = { class: 'class hour', real: 'real month' };

/** A shape and a word beside each colour. */
export const TONES: Record<TimelineEvent['tone'], { readonly sign: string; readonly word: string }> = {
  bad: { sign: '▲', word: 'trouble' },
  good: { sign: '●', word: 'good' },
  busy: { sign: '◆', word: 'under way' },
  note: { sign: '○', word: 'note' },
};

/** 0.9987 → `99.87 %`, with as many digits as tell it from 100 %. */
export function percent(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return 'unknown';
  return `${trimmed(value * 100, digits)} %`;
}

/** 6.43 → `6.4×` */
export function times(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'unknown';
  return `${value >= 100 ? Math.round(value) : trimmed(value, 1)}×`;
}

export function trimmed(value: number, digits: number): string {
  // A minus sign that can be read aloud and from afar.
  return String(Number(value.toFixed(digits))).replace('-', '−');
}

/** What is left of a budget in words; never clamped. */
export function budget(left: number | null): string {
  if (left === null) return 'unknown';
  return left < 0 ? `overspent by ${percent(-left, 0)}` : percent(left, left < 0.1 ? 1 : 0);
}

/** `14:03:27` where the viewer is. */
export function timeOfDay(moment: string | number): string {
  return new Date(moment).toLocaleTimeString('en-GB');
}

export function dayAndTime(moment: number): string {
  return new Date(moment).toLocaleString('en-GB', {
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** `just now`, `34 s ago`, `5 min ago` */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 100) return `${seconds} s ago`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** `1 min 20 s` until then. */
export function remaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
