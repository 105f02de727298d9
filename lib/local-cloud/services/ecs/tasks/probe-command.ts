/** A health check's command as an argv: `CMD` runs it as it is, `CMD-SHELL` hands it to the shell. */
export function probeCommand(command: readonly string[]): string[] {
  const [form, ...rest] = command;
  if (form === 'CMD') return rest;
  if (form === 'CMD-SHELL') return ['/bin/sh', '-c', rest.join(' ')];
  return ['/bin/sh', '-c', command.join(' ')];
}
