import { SKILLS, WRITTEN_EXACTLY } from './skills';

/** A word of the text, or the end of what can be one phrase (a comma, a full stop). */
type Token = string | typeof BREAK;
const BREAK = null;

const WORD_OR_BREAK = /[\p{L}\p{N}.+#]+|[,;:!?()[\]{}|•·"]/gu;

/** From a phrase in lower case to its skill. */
const SKILL_OF = new Map(
  Object.entries(SKILLS).flatMap(([skill, synonyms]) => [skill, ...synonyms].map((term) => [phraseOf(term), skill])),
);
const LONGEST = Math.max(...[...SKILL_OF.keys()].map((phrase) => phrase.split(' ').length));

/**
 * The known skills that a text names, each once, in alphabetical order. Reads the text once, and at each word takes the
 * longest phrase that is a skill: `React Native` is not also `React`.
 */
export function extractSkills(text: string): string[] {
  const tokens = tokenize(text);
  const found = new Set<string>();
  for (let i = 0; i < tokens.length;) {
    const { skill, length } = skillAt(tokens, i);
    if (skill !== undefined) found.add(skill);
    i += length;
  }
  return [...found].sort((a, b) => a.localeCompare(b, 'en'));
}

function skillAt(tokens: readonly Token[], start: number): { readonly skill?: string; readonly length: number } {
  for (let length = Math.min(LONGEST, tokens.length - start); length > 0; length -= 1) {
    const words = tokens.slice(start, start + length);
    if (words.includes(BREAK)) continue;
    const skill = skillOf(words.join(' '));
    if (skill !== undefined) return { skill, length };
  }
  return { length: 1 };
}

function skillOf(written: string): string | undefined {
  const phrase = written.toLowerCase();
  const name = [phrase, withoutVersion(phrase), phrase.replace(/s$/, '')].find((form) => SKILL_OF.has(form));
  const skill = name === undefined ? undefined : SKILL_OF.get(name);
  if (name === undefined || skill === undefined || !WRITTEN_EXACTLY.has(skill)) return skill;
  if (name !== skill.toLowerCase()) return skill;
  const exact = written.slice(0, name.length);
  return exact === skill || exact === skill.toUpperCase() ? skill : undefined;
}

/** `python3.11` is `python`. */
function withoutVersion(phrase: string): string {
  return phrase.replace(/(?<=[a-z+#])[\d.]+$/, '');
}

function tokenize(text: string): Token[] {
  return [...text.normalize('NFKC').matchAll(WORD_OR_BREAK)].flatMap(([match]) => wordsOf(match));
}

/** A full stop inside or in front of a word is part of it (`Node.js`, `.NET`), one behind it ends the sentence. */
function wordsOf(match: string): Token[] {
  if (!/[\p{L}\p{N}+#]/u.test(match)) return [BREAK];
  const word = match.replace(/\.+$/, '').replace(/^\.+(?=\.)/, '');
  return word === match ? [word] : [word, BREAK];
}

function phraseOf(term: string): string {
  return tokenize(term).join(' ').toLowerCase();
}
