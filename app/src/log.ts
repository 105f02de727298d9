import type { LogLevel } from './config';

type Fields = Readonly<Record<string, unknown>>;
type LogMethod = (fields: Fields, message: string) => void;

/** pino's argument order, so that pino can take this module's place. */
export type Logger = Readonly<Record<Exclude<LogLevel, 'silent'>, LogMethod>>;

const RANKS: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/**
 * One JSON line for each message.
 * @param write gets a line with its line feed
 */
export function createLogger({ level, write }: { level: LogLevel; write: (line: string) => void }): Logger {
  const method =
    (name: keyof Logger): LogMethod =>
    (fields, msg) => {
      if (RANKS[name] < RANKS[level]) return;
      write(`${JSON.stringify({ level: name, time: new Date().toISOString(), msg, ...fields }, errorAsText)}\n`);
    };
  return { debug: method('debug'), info: method('info'), warn: method('warn'), error: method('error') };
}

function errorAsText(_key: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}
