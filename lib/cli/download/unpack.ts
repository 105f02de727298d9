import { closeSync, createReadStream, mkdirSync, openSync, realpathSync, symlinkSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LabError, messageOf } from '../../model/errors';
import { errorCode } from '../error-code';
import { noSpace } from './no-space';
import { tarEntries, type TarEntry } from './tar-entries';

/**
 * Unpacks what is below the top folder of a .tar.gz into a new folder. Refuses an archive that would write anywhere else.
 * (In place of a `tar` from PATH, of which there are several that refuse different things.)
 */
export async function unpack(archive: string, into: string, signal?: AbortSignal): Promise<void> {
  mkdirSync(into);
  try {
    await pipeline(
      createReadStream(archive),
      createGunzip(),
      (source: AsyncIterable<Buffer>) => writeEntries(source, into),
      { signal },
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof LabError) throw error;
    throw (
      noSpace(error) ??
      new LabError('DamagedArchive', `the archive cannot be unpacked: ${messageOf(error)}`, { cause: error })
    );
  }
}

async function writeEntries(source: AsyncIterable<Buffer>, into: string): Promise<void> {
  // Links are made last and checked one by one: nothing is then written through one that leads away.
  const links: { readonly path: string; readonly entry: TarEntry }[] = [];
  for await (const entry of tarEntries(source)) {
    const path = placeOf(entry.path, into);
    if (path === undefined) continue;
    if (entry.type === 'folder') mkdirSync(path, { recursive: true });
    else if (entry.type === 'symlink') links.push({ path, entry });
    else if (entry.type === 'file') await writeFile(path, entry);
    else throw unsafe(entry.path, 'is neither a file nor a folder');
  }
  for (const { path, entry } of links) {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(entry.target, path);
    if (!leadsInto(path, into)) throw unsafe(entry.path, `leads to "${entry.target}"`);
  }
}

/** Where a member belongs; undefined for the top folder itself. Refuses one that belongs nowhere below `into`. */
function placeOf(name: string, into: string): string | undefined {
  const [top, ...below] = name.split('/').filter((part) => part !== '' && part !== '.');
  if (isAbsolute(name) || top === '..' || below.includes('..')) throw unsafe(name, 'leaves the folder');
  return below.length === 0 ? undefined : join(into, ...below);
}

async function writeFile(path: string, { mode, data }: TarEntry): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  // A file that is there already is none of this archive's.
  const file = openSync(path, 'wx', mode & 0o111 ? 0o755 : 0o644);
  try {
    for await (const piece of data) writeAll(file, piece);
  } finally {
    closeSync(file);
  }
}

/** A write may take a part only: the last one before the disk is full. */
function writeAll(file: number, piece: Buffer): void {
  for (let written = 0; written < piece.length;) written += writeSync(file, piece, written);
}

/** Whether a link ends below the folder; one that ends nowhere does no harm, and no good. */
function leadsInto(link: string, folder: string): boolean {
  try {
    return realpathSync(link).startsWith(realpathSync(folder) + sep);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function unsafe(member: string, why: string): LabError {
  return new LabError('UnsafeArchive', `the archive is refused: its member "${member}" ${why}`);
}
