/** Sequences of the terminal (xterm's control sequences; synchronized output is DEC private mode 2026). */
const ESC = '\u001B[';
export const ENTER = `${ESC}?1049h${ESC}?25l${ESC}?7l`;
export const LEAVE = `${ESC}?7h${ESC}?25h${ESC}?1049l`;
const BEGIN_UPDATE = `${ESC}?2026h`;
const END_UPDATE = `${ESC}?2026l`;
const CLEAR_TO_END_OF_LINE = `${ESC}K`;
const CLEAR_BELOW = `${ESC}J`;

/**
 * What turns one screen into another: only the lines that differ are written, over what was there, in one update that the terminal
 * shows at once. Nothing is cleared before it is written, so nothing flickers. Empty when nothing differs.
 * @param before undefined when nobody knows what is on the screen
 */
export function frameBetween(before: readonly string[] | undefined, after: readonly string[]): string {
  const changes = after.flatMap((line, row) =>
    before?.[row] === line ? [] : [`${ESC}${row + 1};1H${line}${ESC}0m${CLEAR_TO_END_OF_LINE}`],
  );
  const isShorter = before === undefined || before.length > after.length;
  const rest = isShorter ? [`${ESC}${after.length + 1};1H${CLEAR_BELOW}`] : [];
  const parts = [...changes, ...rest];
  return parts.length === 0 ? '' : `${BEGIN_UPDATE}${parts.join('')}${END_UPDATE}`;
}
