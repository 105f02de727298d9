import { lineSplitter } from '../../../lib/local-cloud/runtime/processes/line-splitter';

function split(chunks: readonly (string | Buffer)[], limit?: number): string[] {
  const splitter = lineSplitter(limit);
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()];
}

describe('output in lines', () => {
  test.each([
    ['one line', ['a\n'], ['a']],
    ['an unfinished last line', ['a\nb'], ['a', 'b']],
    ['empty lines', ['a\n\nb\n'], ['a', '', 'b']],
    ['a line in several chunks', ['a', 'b', 'c\nd\n'], ['abc', 'd']],
    ['nothing', [], []],
  ])('%s', (_, chunks, lines) => {
    expect(split(chunks)).toEqual(lines);
  });

  test('a character that is cut between chunks stays one', () => {
    const bytes = Buffer.from('é\n');
    expect(split([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(['é']);
  });

  test('a long line comes in pieces and is never held longer than the limit', () => {
    expect(split(['abcdefgh\nij'], 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(split(['ab', 'cd', 'ef', '\n'], 3)).toEqual(['abc', 'def']);
    expect(lineSplitter(3).push(Buffer.from('abcdefgh'))).toEqual(['abc', 'def']);
  });
});
