/** One label matcher of a PromQL selector. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A PromQL instant vector selector with a metric name: `http_requests_total{http_status=~"5.."}`. */
export interface Selector {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

const OPERATORS: readonly Matcher['op'][] = ['=', '!=', '=~', '!~'];
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*/;

/** Reads a selector; undefined when the text is something else, such as a call or an operation. */
export function parseSelector(text: string): Selector | undefined {
  const trimmed = text.trim();
  const name = NAME.exec(trimmed)?.[0];
  if (name === undefined) return undefined;
  const rest = trimmed.slice(name.length).trim();
  if (rest === '') return { name, matchers: [] };
  if (!rest.startsWith('{') || !rest.endsWith('}')) return undefined;
  const matchers: Matcher[] = [];
  let inside = rest.slice(1, -1);
  while (inside.trim() !== '') {
    const match = MATCHER.exec(inside);
    if (!match) return undefined;
    const op = OPERATORS.find((one) => one === match[2]) ?? '=';
    matchers.push({ label: match[1]!, op, value: unquote(match[3]!) });
    inside = inside.slice(match[0].length);
    if (inside === '') break;
    if (!inside.startsWith(',')) return undefined;
    inside = inside.slice(1);
  }
  return { name, matchers };
}

/** The selectors in a query, in order and once each; calls and words of the language are none. */
export function selectorsIn(query: string): Selector[] {
  const found = new Map<string, Selector>();
  const withoutGrouping = query.replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const parts = withoutGrouping.matchAll(
    /([a-zA-Z_:][a-zA-Z0-9_:]*)(\s*\{(?:[^}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\})?|\[[^\]]*\]|"(?:[^"\\]|\\.)*"/g,
  );
  for (const { 0: text, 1: name, 2: matchers, index } of parts) {
    if (name === undefined || KEYWORDS.has(name)) continue;
    if (/\d/.test(withoutGrouping[index - 1] ?? '')) continue;
    if (matchers === undefined && /^\s*(\(|by\b|without\b)/.test(withoutGrouping.slice(index + text.length))) continue;
    const selector = parseSelector(text);
    if (selector) found.set(selectorText(selector), selector);
  }
  return [...found.values()];
}

const KEYWORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'Inf', 'NaN', 'by', 'without', 'on']);

export function selectorText({ name, matchers }: Selector): string {
  if (matchers.length === 0) return name;
  return `${name}{${matchers.map(({ label, op, value }) => `${label}${op}${quoted(value)}`).join(',')}}`;
}

/** Whether a series has what a matcher asks for; an absent label is the empty string, as in Prometheus. */
export function matches({ op, value }: Matcher, actual: string): boolean {
  const isSame = op === '=' || op === '!=' ? actual === value : anchored(value).test(actual);
  return isSame === (op === '=' || op === '=~');
}

export function selects({ name, matchers }: Selector, series: { name: string; labels: Labels }): boolean {
  return series.name === name && matchers.every((matcher) => matches(matcher, series.labels[matcher.label] ?? ''));
}

type Labels = Readonly<Record<string, string>>;

/** A string literal; PromQL's escapes are JSON's. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A number without the tail that binary fractions leave: 0.01, not 0.010000000000000009. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** A ratio in percent, as people write it: 0.999 is `99.9%`. */
export function percentText(ratio: number): string {
  return `${rounded(ratio * 100)}%`;
}

const compiled = new Map<string, RegExp>();

/** Prometheus anchors regular expressions; RE2's syntax and JavaScript's agree in what labels are matched with. */
function anchored(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const expression = compile(pattern);
  compiled.set(pattern, expression);
  return expression;
}

/** What only RE2 understands matches nothing here: no test series is found then, and no history. */
function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return /[^\s\S]/;
  }
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
