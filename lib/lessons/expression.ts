/**
 * Arithmetic of lessons: numbers, names, `+ - * /`, parentheses. It is data until somebody knows what the names stand for,
 * which for live ones is only when an answer is judged.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

type Operator = '+' | '-' | '*' | '/';

/** What is wrong with an expression: a sentence without its start. */
export interface ExpressionFault {
  readonly fault: string;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([a-z][\w]*)|([-+*/()]))/iy;
const DEEPEST = 50;

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** Reads an expression, or tells what is wrong with it. */
export function parseExpression(text: string): Expression | ExpressionFault {
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return tokens;
  let at = 0;
  let depth = 0;
  const next = () => tokens[at];
  try {
    const parsed = sum();
    return at === tokens.length ? parsed : { fault: `"${tokens[at]}" is not expected there` };
  } catch (error) {
    if (error instanceof Unexpected) return { fault: error.message };
    throw error;
  }

  function sum(): Expression {
    let left = product();
    for (let sign = next(); sign === '+' || sign === '-'; sign = next()) {
      at += 1;
      left = { kind: 'operation', operator: sign, left, right: product() };
    }
    return left;
  }
  function product(): Expression {
    let left = factor();
    for (let sign = next(); sign === '*' || sign === '/'; sign = next()) {
      at += 1;
      left = { kind: 'operation', operator: sign, left, right: factor() };
    }
    return left;
  }
  function factor(): Expression {
    const token = next();
    at += 1;
    depth += 1;
    if (depth > DEEPEST) throw new Unexpected('it is nested too deeply');
    try {
      if (token === undefined) throw new Unexpected('it ends where a number or a name is expected');
      if (token === '-')
        return { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: factor() };
      if (token === '(') {
        const inner = sum();
        if (next() !== ')') throw new Unexpected('a ")" is missing');
        at += 1;
        return inner;
      }
      if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
      if (/^[a-z]/i.test(token)) return { kind: 'name', name: token };
      throw new Unexpected(`"${token}" is not expected there`);
    } finally {
      depth -= 1;
    }
  }
}

/** Every name in an expression, each once. */
export function namesIn(expression: Expression): string[] {
  if (expression.kind === 'number') return [];
  if (expression.kind === 'name') return [expression.name];
  return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])];
}

/** The value, NaN when a name has none. */
export function evaluate(expression: Expression, values: ReadonlyMap<string, number>): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'name') return values.get(expression.name) ?? Number.NaN;
  const [left, right] = [evaluate(expression.left, values), evaluate(expression.right, values)];
  return OPERATIONS[expression.operator](left, right);
}

class Unexpected extends Error {}

function tokensOf(text: string): string[] | ExpressionFault {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found)
      return { fault: `"${text.slice(from).trim().slice(0, 20)}" is neither a number, a name nor one of + - * / ( )` };
    tokens.push(found[1] ?? found[2] ?? found[3]!);
  }
  return tokens;
}
