import { readLessons } from '../../lib/lessons/index';
import { known, lessonFiles } from './_known';

describe('the lessons of the project', () => {
  const { lessons, problems } = readLessons(lessonFiles(), known());

  test('have no problem', () => {
    expect(
      problems.map(({ file, line, path, got, message }) => `${file}:${line}: ${path}: got ${got}; ${message}`),
    ).toEqual([]);
  });

  test('are read whole: predict, then inject', () => {
    const five = lessons.find(({ number }) => number === 5);
    expect(five?.steps).toHaveLength(5);
    expect(five?.checks.map(({ id }) => id)).toEqual(['failures', 'cost', 'first-alert', 'fired', 'spent', 'quiet']);
    expect(five?.hints.map(({ check, points }) => [check, points])).toEqual([
      [undefined, 0],
      ['cost', 1],
      ['spent', 1],
    ]);
  });
});
