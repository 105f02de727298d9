/** A PromQL instant selector, as far as SLOs use it: a metric and label matchers. */
export interface Selector {
  readonly metric: string;
  matches(labels: Readonly<Record<string, string>>): boolean;
}

type Matcher = (labels: Readonly<Record<string, string>>) => boolean;

const SELECTOR = /^\s*([A-Za-z_:][\w:]*)\s*(?:\{(.*)\})?\s*$/s;
const MATCHER = /\s*(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

/** Reads a selector; undefined for any other expression. Patterns are whole-string, as Prometheus anchors them. */
export function parseSelector(text: string): Selector | undefined {
  const [, metric, body = ''] = SELECTOR.exec(text) ?? [];
  if (metric === undefined) return undefined;
  const matchers: Matcher[] = [];
  for (MATCHER.lastIndex = 0; MATCHER.lastIndex < body.trimEnd().length;) {
    const [, label = '', operator = '', quoted] = MATCHER.exec(body) ?? [];
    if (quoted === undefined) return undefined;
    matchers.push(matcherOf(label, operator, quoted.replace(/\\(.)/g, '$1')));
  }
  return { metric, matches: (labels) => matchers.every((matcher) => matcher(labels)) };
}

function matcherOf(label: string, operator: string, value: string): Matcher {
  const pattern = operator.endsWith('~') ? new RegExp(`^(?:${value})$`) : undefined;
  const wanted = !operator.startsWith('!');
  return (labels) => {
    const actual = labels[label] ?? '';
    return (pattern ? pattern.test(actual) : actual === value) === wanted;
  };
}
