const MARK = '[redacted]';
const SECRET = String.raw`[\w.-]*(?:authorization|cookie|passw(?:or)?d|secret|token|api[_-]?key)[\w.-]*`;

/** Nearly no line has any of these, and then the work ends here. */
const SUSPICIOUS = /authorization|cookie|passw|secret|token|api[_-]?key|bearer |:\/\/[^\s"]{1,512}@/i;

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  // A member of that name: "authorization":"Basic …", "set-cookie":["…"]
  [new RegExp(String.raw`("${SECRET}":)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[\w.+-]+)`, 'gi'), `$1"${MARK}"`],
  // A parameter of a URL: ?token=…, also after a percent-encoded ? or &
  [new RegExp(String.raw`((?:[?&;]|%3f|%26)${SECRET}(?:=|%3d))[^&;\s"\\#]*`, 'gi'), `$1${MARK}`],
  // The password of a URL: postgres://user:…@host
  [/(:\/\/[^\s/"@:]{0,256}):[^\s"/]{1,256}@/g, `$1:${MARK}@`],
  [/\b(bearer) +[\w.~+/=-]{8,}/gi, `$1 ${MARK}`],
];

/**
 * A log line without what must not be in a log: credentials in headers and in URLs, cookies, tokens, passwords. It looks at
 * the text and not at chosen fields, so that a message of a library is looked at too.
 */
export function redact(line: string): string {
  if (!SUSPICIOUS.test(line)) return line;
  return REPLACEMENTS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
