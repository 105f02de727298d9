const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|!=|=/y;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
const BLANK = /\s*/y;

/**
 * What keeps a text from being a PromQL vector selector: a metric's name, matchers in braces, or both
 * (https://prometheus.io/docs/prometheus/latest/querying/basics/). Undefined when it is one.
 */
export function checkSelector(query: string): string | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    BLANK.lastIndex = at;
    BLANK.test(query);
    at = BLANK.lastIndex;
    pattern.lastIndex = at;
    const [found] = pattern.exec(query) ?? [];
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  const name = take(METRIC_NAME);
  let hasMatcher = false;
  if (take(/\{/y)) {
    while (!take(/\}/y)) {
      if (!take(LABEL_NAME)) return unexpected("a label's name or }");
      if (!take(OPERATOR)) return unexpected('=, !=, =~ or !~');
      if (!take(STRING)) return unexpected('a text in quotes');
      hasMatcher = true;
      if (take(/,/y)) continue;
      if (take(/\}/y)) break;
      return unexpected('a comma or }');
    }
  }
  if (name === undefined && !hasMatcher) return unexpected("a metric's name");
  take(BLANK);
  return at === query.length ? undefined : unexpected('the end');

  function unexpected(wanted: string): string {
    const found = at < query.length ? `"${query.slice(at, at + 20)}"` : 'the end';
    return `expected ${wanted} at character ${at + 1}, found ${found}`;
  }
}

/** A bracket or a quote of a PromQL expression that has no partner; whether it is valid beyond that, promtool says. */
export function checkBalanced(query: string): string | undefined {
  if (query === '') return 'it is empty';
  const partner = new Map([
    [')', '('],
    [']', '['],
    ['}', '{'],
  ]);
  const open: { bracket: string; at: number }[] = [];
  for (let at = 0; at < query.length; at += 1) {
    const one = query[at]!;
    if (one === '"' || one === "'" || one === '`') {
      STRING.lastIndex = at;
      if (!STRING.test(query)) return `the ${one} at character ${at + 1} is never closed`;
      at = STRING.lastIndex - 1;
    } else if (one === '#') {
      const lineFeed = query.indexOf('\n', at);
      at = lineFeed === -1 ? query.length : lineFeed;
    } else if ('([{'.includes(one)) {
      open.push({ bracket: one, at });
    } else if (partner.has(one) && open.pop()?.bracket !== partner.get(one)) {
      return `the ${one} at character ${at + 1} closes nothing`;
    }
  }
  const unclosed = open.at(-1);
  return unclosed && `the ${unclosed.bracket} at character ${unclosed.at + 1} is never closed`;
}
