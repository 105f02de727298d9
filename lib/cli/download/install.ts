import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';
import { exec } from '../exec';
import { isExecutable } from '../find-program';
import type { Environment } from '../host';
import { noSpace } from './no-space';
import { publishedChecksum, type DownloadPlan } from './plan';
import { fetchText, remoteSize, saveFile, sha256Of, type Progress, type SaveOptions } from './save';
import { unpack } from './unpack';

export interface InstallOptions {
  /** `.lab/tools`. */
  readonly tools: string;
  readonly environment: Environment;
  /** Asked before anything large is downloaded; gets the bytes, if the server tells them. */
  readonly mayDownload: (bytes: number | undefined) => Promise<boolean>;
  readonly show?: (progress: Progress | 'unpacking') => void;
  readonly source?: ReleaseSource | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where releases come from, other than from their own pages: tests play those. */
export interface ReleaseSource extends Pick<SaveOptions, 'agent' | 'patience' | 'writeTo'> {
  readonly site?: string;
}

/** Programs of this size are slow to start the first time. */
const FIRST_START_MS = 30_000;

/**
 * Gets a release into its own folder below `tools`, verified by the checksum that it publishes; resolves with the folder.
 * One that is there is complete: it arrives by a rename. What failed or was killed leaves nothing that anybody believes
 * in; an archive that was verified but could not be unpacked is kept, and not downloaded again.
 */
export async function installRelease(plan: DownloadPlan, options: InstallOptions): Promise<string> {
  const folder = join(options.tools, plan.folder);
  if (isExecutable(join(folder, plan.program))) return folder;
  mkdirSync(options.tools, { recursive: true });
  removeLeftovers(options.tools);
  const partial = mkdtempSync(join(options.tools, `${PARTIAL}${process.pid}-`));
  try {
    const archive = await verifiedArchive(plan, partial, options);
    options.show?.('unpacking');
    const unpacked = join(partial, plan.folder);
    await unpackAndTry(plan, archive, unpacked, options);
    moveIntoPlace(unpacked, folder, plan);
    rmSync(cacheOf(plan, options), { force: true });
    return folder;
  } catch (error) {
    throw noSpace(error) ?? error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * The archive in a folder of its own, since another download may take the one in the cache away; downloaded if that is not
 * there or not what the release says it is.
 */
async function verifiedArchive(plan: DownloadPlan, partial: string, options: InstallOptions): Promise<string> {
  const { source, signal, show, mayDownload } = options;
  const open = { ...source, signal };
  const expected = publishedChecksum(await fetchText(plan.checksumUrl, open), plan);
  if (expected === undefined) {
    throw new LabError('ChecksumMissing', `${plan.checksumUrl} has no checksum for ${plan.archive}`);
  }
  const archive = join(partial, plan.archive);
  const cached = cacheOf(plan, options);
  if (shared(cached, archive) && (await sha256Of(archive)) === expected) return archive;
  if (!(await mayDownload(await remoteSize(plan.archiveUrl, open)))) {
    throw new LabError('DownloadNotWanted', `${plan.title} was not wanted`);
  }
  signal?.throwIfAborted();
  rmSync(archive, { force: true });
  const digest = await saveFile(plan.archiveUrl, archive, { ...open, ...(show ? { show } : {}) });
  if (digest !== expected) {
    throw new LabError(
      'ChecksumWrong',
      `${plan.archiveUrl} is not what the release says it is: its SHA-256 is ${digest}, published is ${expected}`,
    );
  }
  rmSync(cached, { force: true });
  shared(archive, cached);
  return archive;
}

/** Where an archive waits that could not be unpacked. */
function cacheOf(plan: DownloadPlan, { tools }: InstallOptions): string {
  return join(tools, plan.archive);
}

/** Gives a file a second name, whose end is not the end of the first; false when there is no such file. */
function shared(file: string, as: string): boolean {
  try {
    linkSync(file, as);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    // Another download was quicker, or this file system has no links.
    if (errorCode(error) !== 'EEXIST') copyFileSync(file, as);
  }
  return true;
}

/** An archive that is useless, although it is the published one, is not kept. */
async function unpackAndTry(plan: DownloadPlan, archive: string, into: string, options: InstallOptions): Promise<void> {
  const { environment, signal } = options;
  try {
    await unpack(archive, into, signal);
    const { exitCode } = await exec([join(into, plan.program), '--version'], {
      environment,
      timeoutMs: FIRST_START_MS,
      ...(signal ? { signal } : {}),
    });
    signal?.throwIfAborted();
    if (exitCode !== 0) {
      throw new LabError(
        'DownloadDoesNotRun',
        `the official ${plan.title} ${plan.version} does not run on this machine`,
      );
    }
  } catch (error) {
    const mayWorkLater = signal?.aborted || (error instanceof LabError && error.code === 'NoSpace');
    if (!mayWorkLater) rmSync(cacheOf(plan, options), { force: true });
    throw error;
  }
}

/** Another download may have been quicker: its result is as good. */
function moveIntoPlace(unpacked: string, folder: string, plan: DownloadPlan): void {
  try {
    renameSync(unpacked, folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
    if (isExecutable(join(folder, plan.program))) return;
    rmSync(folder, { recursive: true, force: true }); // Somebody took a part of it away.
    renameSync(unpacked, folder);
  }
}

const PARTIAL = '.partial-';

/** Partial downloads of processes that are gone: they were killed. */
function removeLeftovers(tools: string): void {
  for (const name of readdirSync(tools)) {
    const [, pid] = /^\.partial-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tools, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
