import { stripVTControlCharacters } from 'node:util';

/** The end of a colour, from where it begins. */
const SEQUENCE_END = 'm';
const SEQUENCE_START = '\u001B[';
const RESET = `${SEQUENCE_START}0m`;

/** A line cut to so many columns, its colours kept and ended; every character that the lab draws is one unit and takes one column. */
export function clipLine(line: string, columns: number): string {
  if (stripVTControlCharacters(line).length <= columns) return line;
  let result = '';
  let width = 0;
  let index = 0;
  while (width < columns - 1) {
    // Colours take no room.
    const isSequence = line.startsWith(SEQUENCE_START, index);
    const next = isSequence ? line.indexOf(SEQUENCE_END, index) + 1 : index + 1;
    result += line.slice(index, next);
    if (!isSequence) width += 1;
    index = next;
  }
  return result.includes(SEQUENCE_START) ? `${result}…${RESET}` : `${result}…`;
}
