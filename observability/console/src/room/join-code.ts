import { createHmac } from 'node:crypto';

/** Without the letters and digits that look alike: 32 of them, five bits each. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * The code that lets a student in, `K7MQ-29XP`: 40 bits. It is derived from the console's token, so that a console that was
 * restarted has it again and nothing is stored; `n` counts the codes that the instructor has asked for.
 */
export function joinCode(token: string, n: number): string {
  const bytes = createHmac('sha256', token).update(`join code ${n}`).digest();
  const letters = [...bytes.subarray(0, 8)].map((byte) => ALPHABET[byte % 32]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** As people type it: in small letters, without the dash, with spaces. */
export function isSameCode(typed: string, code: string): boolean {
  return plain(typed) === plain(code);
}

function plain(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}
