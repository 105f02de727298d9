import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { findSystemProgram } from '../processes/find-system-program';
import type { ContainerImage } from './container-image';
import type { Environment, FoundDocker } from './find-docker';

/** The last of what a build printed is where its error is. */
const KEPT_CHARACTERS = 20_000;

export interface BuildOptions {
  readonly docker: Pick<FoundDocker, 'client' | 'socket'>;
  /** The user's own: proxies and registry logins. */
  readonly environment: Environment;
}

/** Builds an image with BuildKit, which only the client can ask for; rejects with the build's last words. */
export async function buildImage(
  { docker, environment }: BuildOptions,
  { context, dockerfile }: Pick<ContainerImage, 'context' | 'dockerfile'>,
  reference: string,
): Promise<void> {
  const setpriv = await findSystemProgram('setpriv', environment['PATH'] ?? '');
  const [program = '', ...argv]: string[] = [
    // A build ends with whoever wants its result.
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL']),
    docker.client,
    '--host',
    `unix://${docker.socket}`,
    'build',
    '--progress',
    'plain',
    '--tag',
    reference,
    ...(dockerfile === undefined ? [] : ['--file', dockerfile]),
    context,
  ];
  const child = spawn(program, argv, {
    env: { ...environment, DOCKER_BUILDKIT: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-KEPT_CHARACTERS)));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(whyNotBuilt(said));
}

/** BuildKit's last line that says what is wrong, without its own prefix. */
export function whyNotBuilt(said: string): string {
  const lines = stripVTControlCharacters(said)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const error = lines.findLast((line) => /^(ERROR|error):/.test(line)) ?? lines.at(-1);
  return error?.replace(/^(ERROR|error): /, '') ?? 'the build said nothing';
}
