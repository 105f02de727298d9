/** A part of an incident report that data cannot write: people fill it, without blame. */
export interface ReportSection {
  /** The text of its heading. */
  readonly title: string;
  /** What to write there, shown as an HTML comment in a new report. */
  readonly question: string;
}

/**
 * What the people of an incident write, in the order of the report. The sections are those of the postmortem in the
 * SRE Book (chapter 15 and appendix D); names of people stand only where somebody takes on an action.
 */
export const REPORT_SECTIONS: readonly ReportSection[] = [
  {
    title: 'Summary',
    question: 'Three sentences for somebody who was not there: what broke, for whom, how it ended.',
  },
  {
    title: 'Impact',
    question:
      'Who noticed what, and for how long? Begin with the figures above: requests failed, budget spent on each clock.',
  },
  {
    title: 'What happened',
    question: 'The story behind the timeline: what was seen, what was believed at that moment, what was tried and why.',
  },
  {
    title: 'What went well',
    question: 'What made the incident shorter or smaller than it could have been? Alerts, healing, runbooks, people.',
  },
  {
    title: 'What went wrong',
    question:
      'What cost time? A late alert, a missing panel, a runbook that misled. Systems and habits, never a person.',
  },
  {
    title: 'Where we were lucky',
    question: 'What only worked by chance, and would make it worse the next time?',
  },
  {
    title: 'Contributing factors',
    question:
      'Why was it possible at all? Several causes that had to meet; "human error" is where the question begins.',
  },
  {
    title: 'What we will do',
    question: 'One line for each action: what, who owns it, by when. Say whether it prevents, detects or shortens.',
  },
];

/**
 * The titles of `REPORT_SECTIONS` that nobody has written yet, in that order: the heading is missing, or below it is
 * nothing but HTML comments, headings, empty list items and the head of a table without rows.
 */
export function unfilledSections(markdown: string): string[] {
  const filled = new Set(filledTitles(markdown));
  return REPORT_SECTIONS.map(({ title }) => title).filter((title) => !filled.has(comparable(title)));
}

/** Headings, as `comparable()` makes them, that have text below them; a sub-heading's text counts for those above it. */
function filledTitles(markdown: string): string[] {
  const filled: string[] = [];
  let open: { level: number; title: string }[] = [];
  const lines = withoutComments(markdown).split(/\r?\n/);
  let fence: string | null = null;
  for (const [index, line] of lines.entries()) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      continue;
    }
    const heading = fence === null ? /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) : null;
    if (heading !== null) {
      const level = (heading[1] ?? '').length;
      open = [...open.filter((above) => above.level < level), { level, title: comparable(heading[2] ?? '') }];
    } else if (fence === null ? isText(line, lines[index + 1]) : line.trim() !== '') {
      filled.push(...open.map(({ title }) => title));
    }
  }
  return filled;
}

/** An HTML comment without an end hides all that follows, as it does in a browser. */
function withoutComments(markdown: string): string {
  return markdown.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '');
}

/** Whether a line says something; the row above a table's delimiter is only its head. */
function isText(line: string, next: string | undefined): boolean {
  const isTableHead = next !== undefined && line.includes('|') && isDelimiter(next);
  if (isTableHead || isDelimiter(line)) {
    return false;
  }
  return (
    line
      .replace(/^\s*(?:[-*+]|\d+[.)])\s*(?:\[[ xX]?\])?/, '')
      .replaceAll(/[|\s>_*]/g, '')
      .trim() !== ''
  );
}

/** The line below a table's head, and a horizontal rule. */
function isDelimiter(line: string): boolean {
  return /^[\s|:-]*-[\s|:-]*$/.test(line);
}

function comparable(title: string): string {
  return title.trim().toLowerCase();
}
