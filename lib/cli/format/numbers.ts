/** A share as percent: `0 %`, `1.2 %`, `100 %`. What is not zero is never shown as zero, nor what is not all as 100 %. */
export function percent(share: number, digits = 1): string {
  const value = share * 100;
  const smallest = 10 ** -digits;
  if (value === 0 || value === 100) return `${value} %`;
  if (Math.abs(value) < smallest) return `${value < 0 ? '> −' : '< '}${smallest} %`;
  if (value < 100 && value > 100 - smallest) return `> ${(100 - smallest).toFixed(digits)} %`;
  return `${value.toFixed(digits).replace('-', '−')} %`;
}

/** Milliseconds with three significant digits at most: `0.42`, `4.2`, `42`, `4200`. */
export function milliseconds(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
