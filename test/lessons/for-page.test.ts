import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonsForPage, pageFile } from '../../lib/lessons/for-page';
import { readLessons } from '../../lib/lessons/index';
import { known, lessonFiles, ROOT } from './_known';

const { lessons } = readLessons(lessonFiles(), known());

describe('the lessons in the console', () => {
  test('are those of docs/lessons; else "npm run docs" writes them', () => {
    expect(readFileSync(join(ROOT, 'observability/console/page/lessons.json'), 'utf8')).toBe(pageFile(lessons));
  });

  test('have no answers, and not what hints say', () => {
    const text = JSON.stringify(lessonsForPage(lessons));
    for (const key of ['equals', 'right', 'because', 'mistakes', 'holds']) expect(text).not.toContain(`"${key}":`);
    for (const { text: hint } of lessons.flatMap(({ hints }) => hints))
      expect(text).not.toContain(JSON.stringify(hint));
  });
});
