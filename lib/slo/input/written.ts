/** How paths and pieces of documents are shown. */

/** Such as `spec.objectives[0].target`, with odd keys in quotes. */
export function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => stepInto(path, step), '');
}

export function stepInto(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `${path}[${JSON.stringify(cut(step))}]`;
  return path === '' ? step : `${path}.${step}`;
}

/** The line of a text that an offset is in. */
export function lineOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** One short line of something that may be long. */
export function cut(text: string, width = 60): string {
  const line = text.slice(0, 400).replaceAll(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
