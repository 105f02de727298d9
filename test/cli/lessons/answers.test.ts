import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAnswers, readAnswers } from '../../../lib/cli/lessons/answers';
import { lessonText, readLesson } from '../../lessons/_lesson';

const LESSON = readLesson(lessonText('  - { id: one, kind: number, equals: 1, readOn: docs/faults.md }\n'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, 'answers.yaml');
  writeFileSync(file, text);
  return file;
}

describe('--answer', () => {
  test('is a check and its answer, the last one of each', () => {
    expect([...parseAnswers(['one=3', 'one = a=b '], LESSON)]).toEqual([['one', 'a=b']]);
  });

  test.each([
    ['one', '--answer is "one"; allowed: a check and its answer, such as one=36'],
    ['one=', '--answer is "one="; allowed: a check and its answer, such as one=36'],
    ['onne=3', '--answer answers "onne", which is no check of lesson 1; did you mean "one"?; there are: one'],
  ])('fails: %s', (given, sentence) => {
    expect(() => parseAnswers([given], LESSON)).toThrow(sentence);
  });
});

describe('a file of answers', () => {
  test.each([
    '1: { one: 3 }',
    '1: { given: { left: 1 }, answers: { one: 3 } }',
    'a-lesson: { one: "3" }',
    '{"1": {"one": 3}}',
  ])('is read: %s', (text) => {
    expect([...readAnswers(fileOf(text), LESSON)]).toEqual([['one', '3']]);
  });

  test('may have nothing of this lesson', () => {
    expect(readAnswers(fileOf('2: { x: 3 }'), LESSON).size).toBe(0);
  });

  test.each(['3', '1: 4', '1: { one: [2] }', '1: {'])('fails with a sentence: %s', (text) => {
    expect(() => readAnswers(fileOf(text), LESSON)).toThrow(
      /answers\.yaml (?:cannot be read: it is no YAML|has no answers; allowed)/,
    );
  });

  test('fails when it is not there', () => {
    expect(() => readAnswers(join(folder, 'none.yaml'), LESSON)).toThrow('cannot be read: the system says ENOENT');
  });
});
