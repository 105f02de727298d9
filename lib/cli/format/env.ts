import type { EnvironmentChange } from '../lab-environment';

/** Lines for `eval` in sh, bash and zsh. */
export function formatEnv(change: EnvironmentChange): string {
  return [
    ...Object.entries(change.set).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    `unset ${change.unset.join(' ')}`,
  ].join('\n');
}

/** A word that a POSIX shell reads back as `text`, whatever it contains. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
