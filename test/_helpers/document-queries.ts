import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The PromQL expressions of one requirement document, word for word, in its order. */
export interface DocumentQueries {
  /** The number of the document. */
  readonly document: string;
  readonly queries: readonly string[];
}

export const DOCUMENT_QUERIES: readonly DocumentQueries[] = JSON.parse(
  readFileSync(join(__dirname, '..', '_fixtures', 'document-queries.json'), 'utf8'),
);

/** What a text about the lab's metrics is about. */
const METRIC_NAME = /\b(http_requests?_\w+|app_\w+_(count|requests|seconds)|resume_\w+|\w+_requests)\b/;

/** The expressions in a document: what stands in code, in a line or a block of its own, and names a metric. */
export function queriesIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^[ \t]*```[ \t]*(\w*)[ \t]*\n([\s\S]*?)(?:^[ \t]*```|(?![\s\S]))/gm)];
  const text = blocks.reduce((rest, [block]) => rest.replace(block, ''), markdown);
  const codes = [
    ...blocks.filter(([, language]) => ['', 'promql'].includes(language!)).map(([, , code]) => code!),
    ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
  ];
  return [...new Set(codes.map((code) => code.trim()).filter((code) => METRIC_NAME.test(code)))];
}
