/** The text of one YAML document, and where it starts in its file. */
export interface DocumentText {
  readonly text: string;
  /** The line of the text's first character; lines count from 1. */
  readonly line: number;
}

/**
 * Cuts a file into its YAML documents (YAML 1.2, section 9.1: a line that starts with `---` or `...` is a marker
 * wherever it stands, also inside of quotes and block scalars). So an error in one document cannot hide another.
 * Documents of nothing but comments are left out.
 */
export function splitDocuments(text: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let document = { start: 0, line: 1, hasMarker: false, hasDirective: false, hasContent: false };
  const begin = (start: number, line: number) => {
    document = { start, line, hasMarker: false, hasDirective: false, hasContent: false };
  };
  const end = (at: number) => {
    if (!document.hasContent && !document.hasDirective) return;
    documents.push({ text: text.slice(document.start, at), line: document.line });
  };
  for (let at = 0, line = 1; at < text.length; line += 1) {
    const next = endOfLine(text, at);
    if (isMarker(text, at, '...')) {
      end(next);
      begin(next, line + 1);
    } else if (isMarker(text, at, '---')) {
      if (document.hasContent || document.hasMarker) {
        end(at);
        begin(at, line);
      }
      document.hasMarker = true;
      document.hasContent = !isBlank(text, at + 3);
    } else if (text[at] === '%' && !document.hasContent && !document.hasMarker) {
      document.hasDirective = true;
    } else if (!document.hasContent) {
      document.hasContent = !isBlank(text, at);
    }
    at = next;
  }
  end(text.length);
  return documents;
}

/** Behind the line feed of the line that `at` is in. */
function endOfLine(text: string, at: number): number {
  const lineFeed = text.indexOf('\n', at);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}

function isMarker(text: string, at: number, marker: '---' | '...'): boolean {
  if (!text.startsWith(marker, at)) return false;
  return ['', ' ', '\t', '\n', '\r'].includes(text.charAt(at + marker.length));
}

/** Whether nothing but blanks and a comment is left of the line. */
function isBlank(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at += 1;
  return at >= text.length || text[at] === '\n' || text[at] === '#';
}
