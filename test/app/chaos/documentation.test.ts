import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_TYPES, parseFaults } from '../../../app/src/chaos/fault';
import { parseFaultHeader } from '../../../app/src/chaos/header';

const PAGE = readFileSync(join(__dirname, '../../../docs/faults.md'), 'utf8');
const all = (pattern: RegExp) => [...PAGE.matchAll(pattern)].map(([, text]) => text!);

const examples = all(/(?:-d |put |CHAOS_FAULTS=)'(.*)'/g);
const headers = all(/X-Chaos-Fault: (.*)'/g);

test.each(examples)('the example %s is a fault', (text) => {
  expect(parseFaults(JSON.parse(text))).toHaveProperty('faults');
});

test.each(headers)('the example %s is a header', (text) => {
  expect(parseFaultHeader(text)).toHaveProperty('faults');
});

test('every type has a row and an example', () => {
  expect(all(/^\| `([\w-]+)` \| [^|]+\| [^|]*\| [^|]+\|$/gm)).toEqual([...FAULT_TYPES]);
  const shown = examples.flatMap((text) => [JSON.parse(text)].flat().map(({ type }: { type: string }) => type));
  expect(new Set(shown)).toEqual(new Set(FAULT_TYPES));
});
