/** The middle of the values; the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that 99 of 100 do not exceed. */
export function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1]!;
}

/** As `row`, for a figure that must not be lower than the bar. */
export function rowAtLeast(title: string, values: readonly number[], unit: string, bar: number, digits = 0): string {
  const verdict = median(values) >= bar ? 'above' : 'BELOW';
  return row(title, values, unit, bar, digits).replace(/(within|ABOVE)(?= the bar)/, verdict);
}

/** `3.21 s (2.90 to 3.50, n = 5), bar 5 s` */
export function row(title: string, values: readonly number[], unit: string, bar: number, digits = 2): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const verdict = median(values) <= bar ? 'within' : 'ABOVE';
  const text = (value: number): string => value.toFixed(digits);
  return (
    `${title.padEnd(58)} ${text(median(values)).padStart(8)} ${unit}   ` +
    `(${text(low)} to ${text(high)}, n = ${values.length}; ${verdict} the bar of ${bar} ${unit})`
  );
}
