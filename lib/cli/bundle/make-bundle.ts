import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';
import type { CommandContext } from '../command';
import { exec } from '../exec';
import { megabytes, progressBar } from '../format/progress-bar';
import { labPaths } from '../paths';
import { OFFLINE_COPY_FILE, thisMachine, type OfflineCopy } from './offline-copy';
import { packageFiles, projectFiles } from './project-files';
import { START_TEXT, startText } from './start-text';
import { packFiles, refuseOtherTar } from './tar';
import { collectTools } from './tools';
import { filesBelow } from './walk';

/** The folder that a copy unpacks to. */
export const TOP_FOLDER = 'sre-slo-lab';

export interface BundleOptions {
  /** Absolute. */
  readonly output: string;
  readonly force: boolean;
  readonly yes: boolean;
  readonly download: boolean;
  readonly signal: AbortSignal;
}

/** What was packed. */
export interface BundleReport {
  /** Null when the file was there already and is only served. */
  readonly made: {
    readonly machine: Pick<OfflineCopy, 'platform' | 'arch' | 'libc' | 'node'>;
    readonly files: number;
    readonly unpackedBytes: number;
    readonly tools: readonly string[];
    readonly missing: readonly string[];
    /** Files that git does not have, which were left out. */
    readonly untracked: readonly string[];
    readonly tookMs: number;
  } | null;
  readonly file: string;
  readonly checksumFile: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Where it can be fetched, with `--serve`. */
  readonly urls: readonly string[];
}

/** A copy is the same for the same files, also next year. */
const NO_TIME = 1_767_225_600; // 2026-01-01

/** How often the line of progress is drawn. */
const DRAW_EVERY_MS = 100;

/** Packs the lab with everything that it needs without a network. A file that is there is complete: it arrives by a rename. */
export async function makeBundle(context: CommandContext, options: BundleOptions): Promise<BundleReport> {
  const { root, environment, progress, transient, style } = context;
  const { output, force, signal } = options;
  const startedAt = Date.now();
  refuseToOverwrite(output, force);
  await refuseOtherTar(environment);
  const paths = labPaths(root);
  const temporary = join(paths.state, 'bundle.tmp');
  const staging = join(temporary, 'files');
  const partial = `${output}.partial`;
  const clear = () => {
    for (const file of [partial, `${partial}.sha256`, temporary]) rmSync(file, { recursive: true, force: true });
  };
  clear(); // Of one that was killed.
  try {
    const { files: own, untracked } = await projectFiles(root, environment);
    const packages = packageFiles(root, readFileSync(join(root, 'package-lock.json'), 'utf8'));
    refuseWithoutPackages(root, packages);
    const tools = await collectTools(context, { ...options, paths, staging });
    const machine = thisMachine();
    const copy: OfflineCopy = { version: versionOf(root), ...machine, missing: tools.missing };
    mkdirSync(join(staging, dirname(OFFLINE_COPY_FILE)), { recursive: true });
    writeFileSync(join(staging, OFFLINE_COPY_FILE), `${JSON.stringify(copy, null, 2)}\n`);
    writeFileSync(join(staging, START_TEXT), startText(copy));
    signal.throwIfAborted();

    const made = filesBelow(staging, '').sort();
    const all = [...new Set([...own, ...packages, ...tools.files])].filter((file) => !made.includes(file)).sort();
    const packed = [
      { folder: staging, files: made },
      { folder: root, files: all },
    ];
    const unpackedBytes = packed.reduce((sum, { folder, files }) => sum + bytesOf(folder, files), 0);
    const count = made.length + all.length;
    if (!transient) progress(style.quiet(`packing ${count} files (${megabytes(unpackedBytes)} MB)`));
    mkdirSync(dirname(output), { recursive: true });
    const { sha256, bytes } = await packFiles(partial, packed, {
      top: TOP_FOLDER,
      time: await lastChange(root, environment),
      lists: join(temporary, 'lists'),
      environment,
      signal,
      show: shower(unpackedBytes, transient && ((state) => transient(style.quiet(`packing  ${state}`)))),
    });
    const checksumFile = checksumFileOf(output);
    writeFileSync(`${partial}.sha256`, `${sha256}  ${basename(output)}\n`);
    // Between the two renames an old checksum would be beside a new copy, and says that it is wrong: never the other way round.
    renameSync(partial, output);
    renameSync(`${partial}.sha256`, checksumFile);
    return {
      made: {
        machine,
        files: count,
        unpackedBytes,
        tools: tools.told,
        missing: tools.missing,
        untracked,
        tookMs: Date.now() - startedAt,
      },
      file: output,
      checksumFile,
      sha256,
      bytes,
      urls: [],
    };
  } finally {
    clear();
  }
}

export function checksumFileOf(file: string): string {
  return `${file}.sha256`;
}

function refuseToOverwrite(output: string, force: boolean): void {
  const found = existsSync(output) ? lstatSync(output) : undefined;
  if (found && !found.isFile()) {
    throw new LabError(
      'InvalidArgument',
      `--output is "${output}", which is no file; allowed: the path of a file, such as lab.tar.gz`,
    );
  }
  if (found && !force) {
    throw new LabError('FileExists', `${output} is there already; --force replaces it, and --output names another one`);
  }
}

function refuseWithoutPackages(root: string, packages: readonly string[]): void {
  if (packages.some((file) => file.startsWith('node_modules/aws-cdk-lib/'))) return;
  throw new LabError(
    'NoPackages',
    `${join(root, 'node_modules')} does not have what the lab needs to run; run "npm ci" first`,
  );
}

function versionOf(root: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return version;
}

/** Of the last commit. */
async function lastChange(root: string, environment: CommandContext['environment']): Promise<number> {
  const { exitCode, stdout } = await exec(['git', 'log', '-1', '--format=%ct'], { cwd: root, environment });
  return exitCode === 0 ? Number(stdout.trim()) || NO_TIME : NO_TIME;
}

function bytesOf(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + sizeOf(join(folder, file)), 0);
}

function sizeOf(path: string): number {
  try {
    return lstatSync(path).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new LabError('FileGone', `${path} went away meanwhile; start again`);
    throw error;
  }
}

function shower(total: number, show: ((state: string) => void) | undefined): (bytes: number) => void {
  let drawnAt = 0;
  return (bytes) => {
    if (Date.now() - drawnAt < DRAW_EVERY_MS) return;
    drawnAt = Date.now();
    show?.(progressBar(bytes, total));
  };
}
