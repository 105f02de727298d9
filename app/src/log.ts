import { pino, stdSerializers } from 'pino';
import type { LogLevel } from './config';
import { redact } from './logging/redact';

type Fields = Readonly<Record<string, unknown>>;
type LogMethod = (fields: Fields, message: string) => void;

/** pino's argument order. An Error goes into the field `error`, and is logged with its stack. */
export type Logger = Readonly<Record<Exclude<LogLevel, 'silent'>, LogMethod>>;

/**
 * One JSON line for each message, without secrets. The only module that knows pino.
 * @param write gets a line with its line feed
 */
export function createLogger({ level, write }: { level: LogLevel; write: (line: string) => void }): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
      hooks: { streamWrite: redact },
    },
    { write },
  );
}
