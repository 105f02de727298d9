import { didYouMean } from './nearest';
import { itemsOf, refuse, type Place, type ValueType } from './place';

/** Text of one or more lines. */
export function text(allowed: string, test: (value: string) => boolean = () => true): ValueType<string> {
  return {
    allowed,
    read(place) {
      const { node } = place;
      if (node.kind !== 'scalar') return refuse(place, `allowed: ${allowed}`);
      if (typeof node.value !== 'string') return refuse(place, `allowed: ${allowed}; put quotes around it`);
      return test(node.value) ? node.value : refuse(place, `allowed: ${allowed}`);
    },
  };
}

export function oneOf<const Word extends string>(words: readonly Word[], hint = ''): ValueType<Word> {
  const allowed = `${words.join(', ')}${hint}`;
  return {
    allowed,
    read(place) {
      const value = scalarOf(place);
      const word = words.find((candidate) => candidate === value);
      if (word !== undefined) return word;
      return refuse(place, `allowed: ${allowed}${typeof value === 'string' ? didYouMean(value, words) : ''}`);
    },
  };
}

export const flag: ValueType<boolean> = {
  allowed: 'true or false',
  read(place) {
    const value = scalarOf(place);
    return typeof value === 'boolean' ? value : refuse(place, 'allowed: true or false');
  },
};

/** A flag that can only confirm what the lab does anyway. */
export function alwaysTrue(why: string, isOptional = true): ValueType<true> {
  const allowed = `true${isOptional ? ', or no such key' : ''}: ${why}`;
  return { allowed, read: (place) => (scalarOf(place) === true ? true : refuse(place, `allowed: ${allowed}`)) };
}

export function number(allowed: string, test: (value: number) => boolean = () => true): ValueType<number> {
  return {
    allowed,
    read(place) {
      const value = scalarOf(place);
      if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
        return refuse(place, `allowed: ${allowed}; a number has no quotes`);
      }
      const isNumber = typeof value === 'number' && Number.isFinite(value);
      return isNumber && test(value) ? value : refuse(place, `allowed: ${allowed}`);
    },
  };
}

/** Values of one kind; what cannot be read is left out, after it was told. */
export function listOf<T>(
  item: ValueType<T>,
  allowed: string,
  test: (length: number) => boolean = () => true,
): ValueType<T[]> {
  return {
    allowed,
    read(place) {
      const items = itemsOf(place, allowed);
      if (!items) return undefined;
      if (!test(items.length)) refuse(place, `allowed: ${allowed}; this one has ${items.length}`);
      return items.flatMap((one) => {
        if (scalarOf(one) === null) return refuse(one, `allowed: ${item.allowed}`) ?? [];
        return item.read(one) ?? [];
      });
    },
  };
}

export function mapOf<T>(read: (place: Place) => T | undefined, allowed = 'a map of keys and values'): ValueType<T> {
  return { allowed, read };
}

/** The value of a scalar; undefined for a map or a list. */
export function scalarOf({ node }: Place): string | number | boolean | null | undefined {
  return node.kind === 'scalar' ? node.value : undefined;
}
