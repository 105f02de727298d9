import { splitDocuments } from '../../../lib/slo/input/split-documents';

describe('splitDocuments', () => {
  it.each([
    ['one document', 'a: 1\n', [[1, 'a: 1\n']]],
    ['no line feed at the end', 'a: 1', [[1, 'a: 1']]],
    ['two documents', 'a: 1\n---\nb: 1\n', [[1, 'a: 1\n'], [2, '---\nb: 1\n']]], // prettier-ignore
    ['Windows lines', 'a: 1\r\n---\r\nb: 1\r\n', [[1, 'a: 1\r\n'], [2, '---\r\nb: 1\r\n']]], // prettier-ignore
    ['comments before the first marker', '# a\n\n---\na: 1\n', [[1, '# a\n\n---\na: 1\n']]],
    ['empty documents', '---\n---\n# b\n---\nb: 1\n---\n', [[4, '---\nb: 1\n']]],
    ['content behind the marker', '--- a\n--- b\n', [[1, '--- a\n'], [2, '--- b\n']]], // prettier-ignore
    ['document ends', 'a: 1\n...\nb: 1\n...\n', [[1, 'a: 1\n...\n'], [3, 'b: 1\n...\n']]], // prettier-ignore
    ['directives', '%YAML 1.2\n---\na: 1\n', [[1, '%YAML 1.2\n---\na: 1\n']]],
    ['a marker within quotes, which YAML has none', 'a: "b\n---\nc: 1\n', [[1, 'a: "b\n'], [2, '---\nc: 1\n']]], // prettier-ignore
    ['what only looks like a marker', 'a: |\n ---\n----\n---a\n', [[1, 'a: |\n ---\n----\n---a\n']]],
    ['nothing', '', []],
  ])('cuts %s', (_title, text, documents) => {
    expect(splitDocuments(text).map(({ line, text: own }) => [line, own])).toEqual(documents);
  });
});
