import { neededPackages } from '../../../lib/cli/bundle/needed-packages';

const lock = (packages: Record<string, object>) => JSON.stringify({ lockfileVersion: 3, packages });

describe('the packages that npm start needs', () => {
  it('are those that the project depends on, with what they depend on, and none for development', () => {
    const text = lock({
      '': { dependencies: { a: '1.0.0' }, devDependencies: { jest: '30.0.0' } },
      'node_modules/a': { dependencies: { b: '^1.0.0' } },
      'node_modules/b': {},
      'node_modules/jest': { dependencies: { b: '^1.0.0' } },
    });
    expect(neededPackages(text)).toEqual({ packages: ['node_modules/a', 'node_modules/b'], links: [] });
  });

  it('takes the package that Node would find: the nearest one', () => {
    const text = lock({
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { dependencies: { b: '^2.0.0' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1.0.0' } },
      'node_modules/b': {},
      'node_modules/c': {},
    });
    expect(neededPackages(text).packages).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
    ]);
  });

  it('has what builds the workspaces, whose images are built on the laptop, and the links to them', () => {
    const text = lock({
      '': {},
      app: { dependencies: { express: '5.0.0' }, devDependencies: { vite: '8.0.0' } },
      'node_modules/app': { link: true, resolved: 'app' },
      'app/node_modules/express': {},
      'node_modules/vite': { optionalDependencies: { 'vite-linux': '8.0.0' } },
      'node_modules/vite-linux': {},
    });
    expect(neededPackages(text)).toEqual({
      packages: ['app/node_modules/express', 'node_modules/vite', 'node_modules/vite-linux'],
      links: ['node_modules/app'],
    });
  });

  it('has peers, but not those that are optional and not there', () => {
    const text = lock({
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': {
        peerDependencies: { b: '1.0.0', c: '1.0.0' },
        peerDependenciesMeta: { c: { optional: true } },
      },
      'node_modules/b': { dependencies: { a: '1.0.0' } },
      'node_modules/c': {},
    });
    expect(neededPackages(text).packages).toEqual(['node_modules/a', 'node_modules/b']);
  });
});
