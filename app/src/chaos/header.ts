import { type Fault, FAULT } from './fault';
import { shown } from './schema-parts';

export const FAULT_HEADER = 'x-chaos-fault';

const MAX_LENGTH = 500;
const MAX_HEADER_FAULTS = 5;
const GRAMMAR = 'as in "error=0.5;status=503" or "latency=100;ratio=0.2", several separated by commas';

/** What the value before the first semicolon is. */
const MAIN_FIELD = { error: 'ratio', latency: 'ms', reset: 'ratio' } as const;
const FIELDS = ['status', 'ratio', 'random', 'seed', 'distribution', 'deviationMs', 'shape'];

type HeaderFault = Extract<Fault, { readonly type: keyof typeof MAIN_FIELD }>;

/**
 * `fault *("," fault)`, each `type "=" value *(";" name "=" value)` with spaces around any of them: the fields of the
 * same faults in JSON, without those that make sense for all requests only.
 * @returns the faults, or what is wrong as a sentence
 */
export function parseFaultHeader(
  header: string,
): { readonly faults: readonly HeaderFault[] } | { readonly problem: string } {
  if (header.length > MAX_LENGTH) return { problem: `it must have at most ${MAX_LENGTH} characters` };
  const items = header.split(',');
  if (items.length > MAX_HEADER_FAULTS) return { problem: `it must have at most ${MAX_HEADER_FAULTS} faults` };
  const faults: HeaderFault[] = [];
  for (const item of items) {
    const result = parseItem(item);
    if (typeof result === 'string') return { problem: result };
    faults.push(result);
  }
  return { faults };
}

function parseItem(item: string): HeaderFault | string {
  const pairs = item.split(';').map(parsePair);
  const [main, ...others] = pairs;
  if (!main || !isMain(main.name)) {
    return `${shown(item.trim())} must begin with one of ${Object.keys(MAIN_FIELD).join(', ')}, ${GRAMMAR}`;
  }
  const fields: Record<string, unknown> = { type: main.name, [MAIN_FIELD[main.name]]: main.value };
  for (const pair of others) {
    if (!pair || !FIELDS.includes(pair.name)) {
      return `${shown(item.trim())} has a part that is none of ${FIELDS.join(', ')}, ${GRAMMAR}`;
    }
    if (pair.name in fields) return `${shown(item.trim())} says ${pair.name} twice`;
    fields[pair.name] = pair.value;
  }
  const { success, data, error } = FAULT.safeParse(fields);
  if (!success) return error.issues.map(({ path, message }) => [...path, message].join(' ')).join('; ');
  return isHeaderFault(data) ? data : 'it cannot be a fault of all requests';
}

function parsePair(text: string): { readonly name: string; readonly value: unknown } | undefined {
  const { name, value } = /^[ \t]*(?<name>[A-Za-z]+)=(?<value>[\w.]+)[ \t]*$/.exec(text)?.groups ?? {};
  return name === undefined || value === undefined ? undefined : { name, value: valueOf(value) };
}

function valueOf(text: string): unknown {
  if (/^\d{1,12}(\.\d{1,12})?$/.test(text)) return Number(text);
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}

function isMain(name: string): name is keyof typeof MAIN_FIELD {
  return Object.hasOwn(MAIN_FIELD, name);
}

function isHeaderFault(fault: Fault): fault is HeaderFault {
  return isMain(fault.type);
}
