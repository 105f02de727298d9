import type { Stretch } from '../series';

/** Round values between two bounds, the bounds' own neighbours included: what an axis shows. At most seven. */
export function ticksOf(lowest: number, highest: number): number[] {
  const step = niceStep((highest - lowest) / 4);
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return step * power;
}

const TIME_STEPS = [10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** Round times in a stretch, seven at most; seconds since 1970. */
export function timeTicksOf({ from, to }: Stretch): number[] {
  const step = TIME_STEPS.find((one) => (to - from) / one <= 7) ?? Math.ceil((to - from) / 7);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
}
