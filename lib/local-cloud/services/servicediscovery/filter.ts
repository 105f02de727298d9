/** A filter of a list action. */
export interface Filter {
  readonly Values: readonly string[];
  readonly Condition?: 'EQ' | 'IN' | 'BEGINS_WITH' | undefined;
}

/** Whether the value passes: equal to one of the values, or beginning with one. */
export function passes(filter: Filter, value: string): boolean {
  if (filter.Condition === 'BEGINS_WITH') return filter.Values.some((prefix) => value.startsWith(prefix));
  return filter.Values.includes(value);
}
