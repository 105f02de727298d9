import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { tryOwnFile } from '../../lib/cli/lessons/own-file';
import { gradeOwnFile } from '../../lib/lessons/grade/own-file';
import { readLessons } from '../../lib/lessons/index';
import type { OwnFileCheck } from '../../lib/lessons/model';
import { known, lessonFiles, ROOT } from './_known';

const HERE = { root: ROOT, environment: process.env };
const WRONG = join(ROOT, 'test/lessons/wrong');
const KEY = parse(readFileSync(join(ROOT, 'docs/lessons/answers.yaml'), 'utf8')) as Readonly<
  Record<string, { readonly answers: Readonly<Record<string, string>> }>
>;

const checks = readLessons(lessonFiles(), known()).lessons.flatMap(({ number, checks: all }) =>
  all.flatMap((check): [string, OwnFileCheck, number][] =>
    check.kind === 'slo' || check.kind === 'rules' ? [[`lesson ${number}, ${check.id}`, check, number]] : [],
  ),
);

async function verdictOf(check: OwnFileCheck, file: string) {
  return gradeOwnFile(check, file, await tryOwnFile(check, file, HERE));
}

describe.each(checks)('%s', (_, check, number) => {
  test('passes with the model answer', async () => {
    const file = join(ROOT, KEY[number]?.answers[check.id] ?? 'no model answer');
    expect(existsSync(file)).toBe(true);
    expect(await verdictOf(check, file)).toMatchObject({ status: 'pass', because: '' });
  });

  const prefix = String(number).padStart(2, '0');
  test.each(readdirSync(WRONG).filter((name) => name.startsWith(prefix)))(
    'fails with %s, and says what its first line says',
    async (name) => {
      const file = join(WRONG, name);
      const verdict = await verdictOf(check, file);
      expect(verdict.status).toBe('fail');
      const words = /^# Explained by: (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1];
      expect(verdict.because).toContain(words ?? 'a line "# Explained by: …" in the file');
    },
  );

  test('is open without a file', async () => {
    expect(await verdictOf(check, join(ROOT, 'nothing-here.yaml'))).toMatchObject({
      status: 'open',
      seen: 'there is no such file',
    });
  });
});
