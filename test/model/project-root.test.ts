import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';

describe('findProjectRoot', () => {
  test('finds the folder of cdk.json from a source and from its compiled copy', () => {
    const root = findProjectRoot(__dirname);
    expect(existsSync(join(root, 'cdk.json'))).toBe(true);
    expect(findProjectRoot(join(root, 'dist', 'bin'))).toBe(root);
    expect(findProjectRoot(root)).toBe(root);
  });

  test('fails outside of the project', () => {
    expect(() => findProjectRoot('/nowhere/at/all')).toThrow(
      "no cdk.json at or above /nowhere/at/all; run this inside the project's folder",
    );
  });
});
