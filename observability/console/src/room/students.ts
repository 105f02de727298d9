import { createHash, randomBytes } from 'node:crypto';
import { fieldsOf, OrderRefused } from '../hands/orders';

/** More than a lecture hall. */
export const MOST_STUDENTS = 300;

/** Letters of any script, figures, and what stands between them in names. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’_-]{0,23}$/u;

export interface Student {
  readonly id: string;
  readonly name: string;
}

/** Who has joined: in memory only, and gone with the console. */
export interface Students {
  /** @returns the token, which is not kept as it is. Throws an OrderRefused. */
  join(name: string): { readonly student: Student; readonly token: string };
  of(token: string): Student | undefined;
  list(): readonly Student[];
  /** @param forGood whether its name is refused from now on */
  remove(id: string, forGood?: boolean): void;
  clear(): void;
}

export function createStudents(): Students {
  const byToken = new Map<string, Student>();
  const refused = new Set<string>();
  let count = 0;
  return {
    join(name) {
      if (byToken.size >= MOST_STUDENTS) throw new OrderRefused(`the room is full: it holds ${MOST_STUDENTS}`);
      if (refused.has(name.toLowerCase())) throw new OrderRefused('the instructor has refused this name');
      const taken = [...byToken.values()].some((one) => one.name.toLowerCase() === name.toLowerCase());
      if (taken) throw new OrderRefused(`somebody in the room is called ${name} already; take another name`);
      const token = randomBytes(18).toString('base64url');
      const student = { id: String(++count), name };
      byToken.set(hashOf(token), student);
      return { student, token };
    },
    of: (token) => byToken.get(hashOf(token)),
    list: () => [...byToken.values()],
    remove(id, forGood = false) {
      for (const [token, student] of byToken) {
        if (student.id !== id) continue;
        byToken.delete(token);
        if (forGood) refused.add(student.name.toLowerCase());
      }
    },
    clear() {
      byToken.clear();
      refused.clear();
    },
  };
}

/** A name as its owner typed it, without what would break a line or turn a sentence around. */
export function readName(body: unknown): string {
  const { name } = fieldsOf(body);
  const trimmed = typeof name === 'string' ? name.normalize('NFC').trim().replace(/ +/g, ' ') : '';
  if (NAME.test(trimmed)) return trimmed;
  throw new OrderRefused('name must be 1 to 24 letters or figures, with spaces, dots or dashes between them');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
