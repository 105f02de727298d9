import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LabError } from '../../model/errors';
import { noSpace } from '../download/no-space';
import { exec } from '../exec';
import type { Environment } from '../host';

/** Files of one folder, in the order in which they are packed. */
export interface Packed {
  readonly folder: string;
  readonly files: readonly string[];
}

export interface PackOptions {
  /** The one folder that everything is in when it is unpacked. */
  readonly top: string;
  /** The time of every file: seconds since 1970. */
  readonly time: number;
  /** A folder for the lists of names, of which there are more than a command line takes. */
  readonly lists: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Gets the bytes that have been read. */
  readonly show: (bytes: number) => void;
}

/** Throws a LabError unless the machine's tar is GNU's, which Linux has. */
export async function refuseOtherTar(environment: Environment): Promise<void> {
  const { output } = await exec(['tar', '--version'], { environment });
  if (output.includes('GNU tar')) return;
  const found = output.split('\n')[0] ?? '';
  throw new LabError(
    'NoTar',
    `${found === '' ? 'there is no tar on PATH' : `tar is "${found}"`}; the lab packs with GNU tar (Debian: "apt-get install tar")`,
  );
}

/**
 * Packs files into a .tar.gz, in the given order, with one time, no owner and the same modes on every machine: the same files make the
 * same bytes. Resolves with the SHA-256 and the size. Throws a LabError when the disk is full or a file cannot be read.
 */
export async function packFiles(
  file: string,
  packed: readonly Packed[],
  { top, time, lists, environment, signal, show }: PackOptions,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  mkdirSync(lists, { recursive: true });
  for (const [index, { files }] of packed.entries()) {
    writeFileSync(listOf(lists, index), files.map((name) => `${name}\0`).join(''));
  }
  const child = spawn('tar', argumentsOf(packed, { top, time, lists }), {
    env: { ...environment, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => {}); // Awaited below.
  const hash = createHash('sha256');
  let read = 0;
  let bytes = 0;
  const counted = through((chunk) => show((read += chunk.length)));
  const hashed = through((chunk) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  try {
    await pipeline(child.stdout, counted, createGzip({ level: 6 }), hashed, createWriteStream(file, { flags: 'wx' }), {
      signal,
    });
    const exitCode = await ended;
    if (exitCode !== 0) {
      throw new LabError(
        'PackFailed',
        `tar ended with exit code ${exitCode}: ${said.trim().split('\n')[0] ?? ''}; nothing was written`,
      );
    }
  } catch (error) {
    child.kill('SIGKILL');
    signal.throwIfAborted();
    throw noSpace(error) ?? error;
  }
  return { sha256: hash.digest('hex'), bytes };
}

function argumentsOf(
  packed: readonly Packed[],
  { top, time, lists }: Pick<PackOptions, 'top' | 'time' | 'lists'>,
): string[] {
  return [
    '--create',
    '--format=gnu',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=u+rw,go=u,go-w',
    `--mtime=@${time}`,
    '--hard-dereference',
    '--no-recursion',
    // Names, not what links lead to.
    `--transform=flags=rSh;s,^,${top}/,`,
    '--null',
    ...packed.flatMap(({ folder }, index) => [`--directory=${folder}`, `--files-from=${listOf(lists, index)}`]),
  ];
}

function listOf(lists: string, index: number): string {
  return join(lists, `${index}.list`);
}

function through(see: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      see(chunk);
      done(null, chunk);
    },
  });
}
