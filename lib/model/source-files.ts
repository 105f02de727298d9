import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './content-hash';
import { LabError } from './errors';

/** Made on the machine or only for tests: no image contains them. */
const IGNORED_FOLDERS = new Set(['node_modules', 'dist', 'test', 'tests', '__tests__', 'coverage']);

/** The hidden files that an image build reads; every other one belongs to an editor or an operating system. */
const HIDDEN_SOURCES = new Set(['.dockerignore', '.npmrc']);

/** One source of an image, a file or a folder of the context, with its paths as the context has them. */
export function readSources(context: string, source: string): SourceFile[] {
  const path = join(context, source);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return [readSourceFile(path, source)];
  return readSourceFiles(path).map((file) => ({ ...file, path: `${source}/${file.path}` }));
}

/** The files below `folder` that an image is built from; throws a LabError when there is none. */
export function readSourceFiles(folder: string): SourceFile[] {
  const files = sourcePaths(folder).map((path) => readSourceFile(path, relative(folder, path).split(sep).join('/')));
  if (files.length === 0) {
    throw new LabError('NoImageSources', `${folder} has no files to build an image from; is this a complete checkout?`);
  }
  return files;
}

function readSourceFile(file: string, path: string): SourceFile {
  return { path, executable: (statSync(file).mode & 0o100) !== 0, bytes: readFileSync(file) };
}

/** Whether a file or folder of this name is part of an image's sources. */
export function isSource(name: string): boolean {
  if (name.startsWith('.')) return HIDDEN_SOURCES.has(name);
  return !IGNORED_FOLDERS.has(name) && !/~$|\.(swp|orig|tmp|log|tsbuildinfo)$|\.test\.[jt]s$/.test(name);
}

function sourcePaths(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => isSource(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcePaths(path);
      if (entry.isFile()) return [path];
      throw new LabError('NotAFile', `${path} is neither a file nor a folder, so no image can have it; remove it`);
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new LabError('NoImageSources', `${folder} cannot be read; is this a complete checkout?`, { cause });
  }
}
