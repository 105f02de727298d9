import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';

const CLASSES = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/** The rules of GetRandomPassword, as CloudFormation's GenerateSecretString has them too. */
export const passwordRules = {
  PasswordLength: z.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeLowercase: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
};

const rulesSchema = z.object(passwordRules);
type Rules = z.output<typeof rulesSchema>;

/** A random password by these rules; throws when they leave no characters. */
export function randomPassword(rules: Rules): string {
  const classes = [
    rules.ExcludeLowercase ? '' : CLASSES.lowercase,
    rules.ExcludeUppercase ? '' : CLASSES.uppercase,
    rules.ExcludeNumbers ? '' : CLASSES.numbers,
    rules.ExcludePunctuation ? '' : CLASSES.punctuation,
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((letters) => letters.split('').filter((letter) => !rules.ExcludeCharacters.includes(letter)))
    .filter((letters) => letters.length > 0);
  const all = classes.flat();
  const required = rules.RequireEachIncludedType ? classes : [];
  if (all.length === 0 || required.length > rules.PasswordLength) {
    throw new AwsError('InvalidParameterException', 'The password cannot be made by these rules.');
  }
  const letters = [
    ...required.map(pick),
    ...Array.from({ length: rules.PasswordLength - required.length }, () => pick(all)),
  ];
  return shuffle(letters).join('');
}

function pick(letters: readonly string[]): string {
  return letters[randomInt(letters.length)]!;
}

function shuffle(letters: string[]): string[] {
  for (let i = letters.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [letters[i], letters[j]] = [letters[j]!, letters[i]!];
  }
  return letters;
}
