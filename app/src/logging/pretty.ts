const COLORS: Readonly<Record<string, string>> = { debug: '\u001B[2m', warn: '\u001B[33m', error: '\u001B[31m' };
const RESET = '\u001B[0m';

/** Said in the line itself, so not once more as fields. */
const IN_REQUEST_LINE = new Set(['method', 'url', 'http_status', 'seconds']);

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly error?: { readonly stack?: string };
  readonly [field: string]: unknown;
}

/**
 * A JSON log line for people: time, level, message, fields, and a stack on lines of its own.
 * @param isColored whether a terminal shows it
 */
export function pretty(json: string, { isColored }: { readonly isColored: boolean }): string {
  const { level, time, msg, error, ...fields }: Line = JSON.parse(json);
  const text = msg === 'request' ? requestText(fields) : msg;
  const rest = Object.entries(fields)
    .filter(([name]) => msg !== 'request' || !IN_REQUEST_LINE.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const line = printable([time.slice(11, 23), level.toUpperCase().padEnd(5), text, ...rest].join(' '));
  const stack = error?.stack ? `\n${error.stack.split('\n').map(printable).join('\n')}` : '';
  const color = isColored ? COLORS[level] : undefined;
  return color ? `${color}${line}${stack}${RESET}\n` : `${line}${stack}\n`;
}

function requestText({ method, url, http_status, seconds }: Readonly<Record<string, unknown>>): string {
  return `${String(method)} ${String(url)} ${String(http_status)} ${(Number(seconds) * 1000).toFixed(1)} ms`;
}

// oxlint-disable-next-line no-control-regex -- they are what this is about
const CONTROL_CHARACTERS = /[\u0000-\u001F\u007F-\u009F]/g;

/** Control characters as escapes: what a client sends must not move the cursor of whoever reads the log. */
function printable(text: string): string {
  return text.replaceAll(CONTROL_CHARACTERS, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
