import { LabError, messageOf } from '../../model/errors';

/** What to say of a command that failed: one sentence, and where it comes from only when asked for. */
export function formatFailure(error: unknown, debug: boolean): string {
  const stack = debug && error instanceof Error ? `\n${stackOf(error)}` : '';
  return `lab: ${sentenceOf(error)}${stack}`;
}

function sentenceOf(error: unknown): string {
  if (error instanceof LabError && error.kind === 'user') return error.message;
  return `${messageOf(error)} (a defect of the lab: run it again with --debug to see where it comes from)`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
