import { isKnown, type Known } from './known';

/** Words for the values of a report; what is not known is said with its reason. */

export function knownText<T>(known: Known<T>, textOf: (value: T) => string): string {
  return isKnown(known) ? textOf(known.value) : `unknown: ${known.why}`;
}

/** `14:03:25`, UTC. */
export function clockText(seconds: number): string {
  return new Date(Math.round(seconds) * 1000).toISOString().slice(11, 19);
}

/** `2026-11-21 14:03:25 UTC` */
export function dateText(seconds: number): string {
  return `${new Date(Math.round(seconds) * 1000).toISOString().slice(0, 10)} ${clockText(seconds)} UTC`;
}

/** `8 s`, `1 m 49 s`, `2 h 5 m`; whole seconds, because scrapes and evaluations lie seconds apart. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} m ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} m`;
}

/** `22.8 %`, `−34.0 %`; what is not nothing is never shown as nothing. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (Math.abs(percent) < 0.01) return percent < 0 ? '> −0.01 %' : '< 0.01 %';
  if (percent < 100 && percent >= 99.995) return '< 100 %';
  const digits = Math.abs(percent) < 1 ? 2 : 1;
  // 99.97 % is not 100 %.
  const isAlmostAll = percent < 100 && percent > 99.9;
  const text = Number.isInteger(percent) ? String(percent) : percent.toFixed(isAlmostAll ? 2 : digits);
  return `${text.replace('-', '−')} %`;
}

/** Whole numbers with a thin rule of their own: `12,345`; events of slices may have a fraction. */
export function countText(count: number): string {
  return (Number.isInteger(count) ? count : Math.round(count * 10) / 10).toLocaleString('en-US');
}

/** `1 incident`, `2 incidents` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
