import type { ChoiceCheck } from '../model';
import { fail, open, pass, type Verdict } from './verdict';

/** Judges a letter. */
export function gradeChoice({ id, choices, right, because }: ChoiceCheck, answer: string | undefined): Verdict {
  const letters = [...choices.keys()].join(', ');
  if (answer === undefined) return open(`one of ${letters}`, `answer it: --answer ${id}=…`);
  const letter = answer.trim().toLowerCase().replace(/\)$/, '');
  const meant = choices.get(letter);
  // A slip of the finger is no wrong answer.
  if (meant === undefined) return open(`one of ${letters}`, 'that is none of the choices', `"${answer}"`);
  const seen = `${letter}) ${meant}`;
  const expected = `${right}) ${choices.get(right) ?? ''}`;
  return letter === right ? pass(seen, expected) : fail(seen, expected, because.get(letter) ?? 'that is another one');
}
