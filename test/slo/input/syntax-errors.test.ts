import { LIMITS } from '../../../lib/slo/input/limits';
import { problemsOf, read } from './documents';

const DOCUMENTS = 200;

/** The lines of 200 documents, a few of them with problems of their own. */
function manyDocuments(): string[] {
  const documents = Array.from({ length: DOCUMENTS }, (_, index) =>
    [
      'apiVersion: openslo/v1',
      'kind: DataSource',
      'metadata:',
      `  name: source-${index}`,
      '  labels:',
      '    team: "sre"',
      'spec:',
      `  description: it's number ${index}`,
      '  type: Prometheus',
      '  connectionDetails:',
      '    url: http://localhost:9090',
      '    list:',
      '      - a: [1, 2]',
      `        b: 'text'`,
      '        c: |',
      '          more text',
      '    end: true',
    ].join('\n'),
  );
  return documents.join('\n---\n').split('\n');
}

/** Lines of a document that a wrong line can stand before: not the inside of a block scalar, where anything is text. */
const PLACES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16];

const ERRORS = [
  'x: "never closed',
  "x: 'never closed",
  '"never closed',
  'x: [1, 2',
  'x: {a: 1',
  'x: [a}',
  'no colon',
  'x: a: b',
  'x: @at',
  'x: `tick`',
  'x: "a" b',
  'x: |text',
  'x: "\\q"',
  'x: !unknown tag',
  'x: &',
  '}',
  ']',
  ': : x',
];

describe('a syntax error in 200 documents', () => {
  const lines = manyDocuments();
  const perDocument = (lines.length + 1) / DOCUMENTS;

  it('has valid documents around it', () => {
    expect(problemsOf(lines.join('\n'))).toEqual([]);
    expect(read(lines.join('\n')).objects.DataSource).toBe(DOCUMENTS);
  });

  it.each(ERRORS)('is told with its line, and alone: %s', (error) => {
    const at = 123 * perDocument + 9;
    const { problems } = read(lines.toSpliced(at, 0, `  ${error}`).join('\n'));
    expect(problems.map(({ line, got }) => ({ line, got }))).toEqual([{ line: at + 1, got: 'no valid YAML' }]);
  });

  it('is told with its line at every place of a document, beside those of all other documents', () => {
    const wrong = PLACES.flatMap((place) => ERRORS.map((error) => ({ place, error })));
    for (let from = 0; from < wrong.length; from += DOCUMENTS) {
      const changed = [...lines];
      const expected: string[] = [];
      for (const [document, { place, error }] of wrong.slice(from, from + DOCUMENTS).entries()) {
        const at = document * (perDocument + 1) + place;
        const indentation = /^ */.exec(changed[at] ?? '')?.[0] ?? '';
        changed.splice(at, 0, indentation + error);
        expected.push(`${at + 1} ${indentation}${error}`);
      }
      const { problems } = read(changed.join('\n'));
      expect(problems.map(({ line }) => `${line} ${changed[line - 1]}`)).toEqual(expected);
    }
  });

  it('hides nothing that is wrong in the other documents', () => {
    const wrong = lines.with(3, '  name: Source').toSpliced(30, 0, 'x: "').with(lines.length, '    end: *nowhere');
    expect(problemsOf(wrong.join('\n'))).toEqual([
      'slos.yaml:4: metadata.name: got Source; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
      'slos.yaml:31: got no valid YAML; the " is never closed',
      'slos.yaml:3600: spec.connectionDetails.end: got *nowhere; no anchor &nowhere above it in this document',
    ]);
  });

  it('leaves the name of its document known', () => {
    const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: one }
spec:
  service: broken
  budgetingMethod: Occurrences
---
apiVersion: openslo/v1
kind: Service
metadata:
  name: broken
spec: {
`;
    expect(problemsOf(slo)).not.toContainEqual(expect.stringContaining('no Service has this name'));
  });
});

describe('what is no document', () => {
  it.each([
    ['a cut quote', 'a: "b', '1: got no valid YAML; the " is never closed'],
    [
      'a quote that ends on a later line',
      'a:\n  "b\n  c: "d\n',
      '2: got no valid YAML; the " is not closed on its line',
    ],
    ['tabs', 'a:\n\tb: 1\n', '2: got no valid YAML; tabs cannot indent; use spaces'],
    ['an odd indentation', 'a:\n    b: 1\n  c: 1\n', '3: got no valid YAML; the indentation fits nothing above'],
    [
      'a colon in a value',
      'a: b: c\n',
      '1: got no valid YAML; a key, a colon or the indentation is not where it belongs; a value with ": " in it needs quotes',
    ],
    ['a tag', 'a: !ruby/object b\n', '1: got no valid YAML; unresolved tag: !ruby/object'],
    ['a directive', '%YAML 1.1\n---\na: yes\n', '1: got %YAML 1.1; YAML directives are not read: delete the line'],
    ['text', 'hello\n', '1: got hello; allowed: a map with apiVersion, kind, metadata and spec'],
    ['a list', '- a\n', '1: got a list; allowed: a map with apiVersion, kind, metadata and spec'],
    ['null', 'null\n', '1: got null; allowed: a map with apiVersion, kind, metadata and spec'],
    [
      'binary junk',
      'a: b\n\u0000\u0001\u001B[2J\n',
      '2: got the character U+0000; allowed: text in UTF-8 with lines that end in a line feed; is this a YAML file?',
    ],
    [
      'bytes that are no UTF-8',
      'a: \uFFFD\n',
      '1: got the character U+FFFD; allowed: text in UTF-8 with lines that end in a line feed; is this a YAML file?',
    ],
    [
      'the lines of an old Macintosh',
      'a: 1\rb: 2\r',
      '1: got the character U+000D; allowed: text in UTF-8 with lines that end in a line feed; is this a YAML file?',
    ],
    [
      'deep nesting',
      `a:\n  ${'['.repeat(30_000)}`,
      '2: got deeper nesting than that; allowed: at most 40 maps and lists inside each other; an SLO needs 12',
    ],
    [
      'a long document',
      `a: ${'b'.repeat(LIMITS.documentLength)}`,
      '1: got 65,539 characters; allowed: at most 65,536 characters in a document; put "---" between documents',
    ],
    [
      'a huge file',
      '#'.repeat(LIMITS.fileLength + 1),
      '1: got 67,108,865 characters; allowed: at most 67,108,864 characters in a file; split it',
    ],
  ])('refuses %s', (_title, text, said) => {
    expect(problemsOf(text)).toEqual([`slos.yaml:${said}`]);
  });

  it('reads a byte order mark and Windows lines', () => {
    const service = '\uFEFFapiVersion: openslo/v1\r\nkind: Service\r\nmetadata:\r\n  name: shop\r\nspec: {}\r\n';
    expect(problemsOf(service)).toEqual([]);
    expect(problemsOf(service.replace('shop', 'Shop'))).toEqual([
      expect.stringMatching(/^slos\.yaml:4: metadata\.name/),
    ]);
  });

  it('refuses aliases that repeat too much, and does not repeat it', () => {
    const head = 'apiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: shop\n  labels:\n';
    const bomb = `    a: &a [${'x, '.repeat(5000)}]\n${Array.from({ length: 2000 }, (_, i) => `    a${i}: *a`).join('\n')}\n`;
    expect(problemsOf(`${head}${bomb}spec: {}\n`)).toEqual([
      expect.stringMatching(
        / got a list; too much to read: allowed are 20,000 values in a document, with what its aliases repeat$/,
      ),
    ]);
    const laughs = Array.from({ length: 30 }, (_, i) => `    a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`).join(
      '\n',
    );
    expect(problemsOf(`${head}    a0: &a0 lol\n${laughs}\nspec: {}\n`).length).toBeLessThan(300);
    expect(problemsOf('&a [*a]\n')).toHaveLength(1);
    expect(problemsOf('&a { apiVersion: openslo/v1, kind: SLO, metadata: *a, spec: *a }\n').length).toBeGreaterThan(0);
  });
});
