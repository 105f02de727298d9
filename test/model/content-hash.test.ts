import { contentHash, type SourceFile } from '../../lib/model/content-hash';

describe('contentHash', () => {
  test('is 12 lowercase hex digits, the same on every machine', () => {
    expect(contentHash([file('a.txt', 'hello')])).toBe('3b1af60fe32c');
  });

  test('does not depend on the order in which a file system lists its files', () => {
    const files = [file('a'), file('B'), file('a/b'), file('ä')];
    expect(contentHash([...files].reverse())).toBe(contentHash(files));
  });

  test.each<[string, SourceFile[]]>([
    ['a byte', [file('a', 'hellO'), file('b')]],
    ['a path', [file('A', 'hello'), file('b')]],
    ['the executable bit', [{ ...file('a', 'hello'), executable: true }, file('b')]],
    ['a new file', [file('a', 'hello'), file('b'), file('c')]],
    ['bytes that move to the next file', [file('a', 'hell'), file('b', 'o')]],
  ])('changes with %s', (_, files) => {
    expect(contentHash(files)).not.toBe(contentHash([file('a', 'hello'), file('b')]));
  });
});

function file(path: string, content = ''): SourceFile {
  return { path, executable: false, bytes: Buffer.from(content) };
}
