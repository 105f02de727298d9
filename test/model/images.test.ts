import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IMAGE_NAMES, IMAGES, imageTag, imageTags } from '../../lib/model/images';
import { findProjectRoot } from '../../lib/model/project-root';

const IMAGE = { repository: 'sre-slo-lab/some', context: 'some' };

describe('IMAGES', () => {
  test('names repositories and build contexts', () => {
    expect(IMAGES).toEqual({
      app: { repository: 'sre-slo-lab/app', context: 'app' },
      prometheus: { repository: 'sre-slo-lab/prometheus', context: 'observability/prometheus' },
      grafana: { repository: 'sre-slo-lab/grafana', context: 'observability/grafana' },
      prober: { repository: 'sre-slo-lab/prober', context: 'observability/prober' },
      console: { repository: 'sre-slo-lab/console', context: 'observability/console' },
      publisher: { repository: 'sre-slo-lab/publisher', context: 'observability/publisher' },
      history: expect.objectContaining({
        repository: 'sre-slo-lab/history',
        context: '.',
        folder: 'observability/history',
      }),
      alertmanager: { repository: 'sre-slo-lab/alertmanager', context: 'observability/alertmanager' },
      loki: { repository: 'sre-slo-lab/loki', context: 'observability/loki' },
    });
  });

  test('have sources in this project', () => {
    const tags = Object.values(imageTags(findProjectRoot(__dirname)));
    expect(new Set(tags).size).toBe(IMAGE_NAMES.length);
    for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{12}$/);
  });
});

describe('imageTag', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lab-images-'));
    write('some/Dockerfile', 'FROM scratch');
    write('some/src/main.ts', 'main();');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('changes with a source', () => {
    const before = imageTag(root, IMAGE);
    write('some/src/main.ts', 'other();');
    expect(imageTag(root, IMAGE)).not.toBe(before);
  });

  test('changes with the executable bit', () => {
    const before = imageTag(root, IMAGE);
    chmodSync(join(root, 'some/src/main.ts'), 0o755);
    expect(imageTag(root, IMAGE)).not.toBe(before);
  });

  test('does not depend on the place of the project', () => {
    const before = imageTag(root, IMAGE);
    write('elsewhere/some/Dockerfile', 'FROM scratch');
    write('elsewhere/some/src/main.ts', 'main();');
    expect(imageTag(join(root, 'elsewhere'), IMAGE)).toBe(before);
  });

  test.each([
    'some/node_modules/express/index.js',
    'some/dist/main.js',
    'some/test/main.ts',
    'some/src/main.test.ts',
    'some/.DS_Store',
    'some/.idea/workspace.xml',
    'some/src/.main.ts.swp',
    'some/src/main.ts~',
    'other/main.ts',
  ])('ignores %s', (path) => {
    const before = imageTag(root, IMAGE);
    write(path, 'anything');
    expect(imageTag(root, IMAGE)).toBe(before);
  });

  test('counts .dockerignore, which decides what is built', () => {
    const before = imageTag(root, IMAGE);
    write('some/.dockerignore', 'dist');
    expect(imageTag(root, IMAGE)).not.toBe(before);
  });

  test('of an image whose sources are named changes with those and with nothing else of its context', () => {
    const image = { repository: 'sre-slo-lab/part', context: '.', sources: ['some', 'lib/one.ts'] };
    write('lib/one.ts', 'one');
    const before = imageTag(root, image);
    write('lib/two.ts', 'two');
    expect(imageTag(root, image)).toBe(before);
    write('lib/one.ts', 'another');
    const after = imageTag(root, image);
    expect(after).not.toBe(before);
    write('some/src/main.ts', 'other();');
    expect(imageTag(root, image)).not.toBe(after);
  });

  test('fails without sources', () => {
    const missing = { repository: 'sre-slo-lab/none', context: 'none' };
    expect(() => imageTag(root, missing)).toThrow(`${join(root, 'none')} cannot be read; is this a complete checkout?`);
    mkdirSync(join(root, 'none'));
    expect(() => imageTag(root, missing)).toThrow(
      `${join(root, 'none')} has no files to build an image from; is this a complete checkout?`,
    );
  });

  test('fails on a symbolic link, which an image would not have', () => {
    symlinkSync('/etc/hosts', join(root, 'some/hosts'));
    expect(() => imageTag(root, IMAGE)).toThrow('is neither a file nor a folder');
  });

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
});
