import { stripVTControlCharacters } from 'node:util';
import type { LogsReport } from '../commands/logs';
import type { LogLine } from '../logs/read-logs';
import type { Style } from './style';

/** The longest of the lab's containers' names. */
const NAME_WIDTH = 12;

/** Line by line: time of day (UTC), container, what it printed. */
export function formatLogs({ lines, cut, since, following }: LogsReport, style: Style): string {
  const shown = lines.map((line) => formatLogLine(line, style));
  if (shown.length === 0 && !following)
    shown.push(style.quiet(`nothing since ${since}; --since 1h looks further back`));
  if (cut.length > 0) {
    shown.push(style.warn(`${cut.join(', ')}: there is more; ask for less with --since or --grep`));
  }
  return shown.join('\n');
}

/** What a container prints must not steer the terminal. */
export function formatLogLine({ time, container, message }: LogLine, style: Style): string {
  const clock = time.slice('2026-11-20T'.length, -1);
  return `${style.quiet(clock)}  ${style.strong(container.padEnd(NAME_WIDTH))}  ${stripVTControlCharacters(message)}`;
}
