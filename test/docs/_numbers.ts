/**
 * Pages whose numbers are all recomputed. A test makes the phrases and table rows that have numbers in them from the lab's
 * own files and from arithmetic; the page must have each, and no number beside them.
 */

/** Text whose numbers claim nothing: code, addresses of links, names such as `p95`, `4xx` or HTTP's status codes. */
const NAMES = [
  /```[\s\S]*?```/g,
  /`[^`\n]*`/g,
  /\]\([^)\n]*\)/g,
  /<!--[\s\S]*?-->/g,
  /\b[1-5]xx\b/g,
  /\b[Pp][0-9]+\b/g,
  /\bOpenSLO v1\b/g,
];

/** The phrases that the page lacks; runs of white space are one space. */
export function missing(page: string, phrases: readonly string[]): string[] {
  const text = oneSpaced(page);
  return phrases.filter((phrase) => !text.includes(oneSpaced(phrase)));
}

/** What is left of the lines that have a number no phrase accounts for. */
export function unexplained(page: string, phrases: readonly string[]): string[] {
  const longestFirst = [...phrases].sort((one, other) => other.length - one.length);
  let text = oneSpaced(page);
  for (const phrase of longestFirst) text = text.replaceAll(oneSpaced(phrase), '·');
  for (const name of NAMES) text = text.replace(name, '·');
  return [...text.matchAll(/.{0,30}\d.{0,30}/g)].map(([around]) => around);
}

/** A row of a table in Markdown. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function oneSpaced(text: string): string {
  return text.replace(/\s+/g, ' ');
}
