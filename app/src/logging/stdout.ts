import { isatty } from 'node:tty';
import type { Config } from '../config';
import { createLogger, type Logger } from '../log';
import { LineWriter } from './line-writer';
import { pretty } from './pretty';

const STDOUT = 1;

export interface StdoutLogger {
  readonly logger: Logger;
  /** Resolves when what was logged is written. */
  readonly drained: LineWriter['drained'];
}

/** The log of the process: JSON lines on standard output, or lines for people on a terminal. */
export function createStdoutLogger({ logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>): StdoutLogger {
  const isTerminal = isatty(STDOUT);
  const isPretty = logFormat === 'pretty' || (logFormat === 'auto' && isTerminal);
  const format = (line: string) => (isPretty ? pretty(line, { isColored: isTerminal }) : line);
  const writer: LineWriter = new LineWriter({
    fd: STDOUT,
    onDropped: (lines) => logger.warn({ lines }, 'the reader of the log is too slow: lines were dropped'),
  });
  const logger = createLogger({ level: logLevel, write: (line) => writer.write(format(line)) });
  return { logger, drained: (options) => writer.drained(options) };
}
