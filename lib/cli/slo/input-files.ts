import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LabError } from '../../model/errors';
import type { InputFile } from '../../slo/input/index';
import { errorCode } from '../error-code';

/** Where the lab's own SLOs are, in the project's folder. */
const OWN_FOLDER = 'observability/slo';

/**
 * Reads files of OpenSLO documents, and those of folders; without any, the lab's own. Throws an `InvalidArgument`
 * LabError for what cannot be read.
 */
export function readInputFiles(names: readonly string[], root: string): InputFile[] {
  const files = names.length > 0 ? names : [relative(process.cwd(), join(root, OWN_FOLDER)) || '.'];
  return [...new Set(files.flatMap(filesAt))].map((file) => ({
    file,
    text: read(file, () => readFileSync(file, 'utf8')),
  }));
}

function filesAt(name: string): string[] {
  const found = read(name, () => statSync(name));
  if (found.isFile()) return [name];
  if (!found.isDirectory())
    throw new LabError('InvalidArgument', `${name} is neither a file nor a folder; name one of OpenSLO documents`);
  const files = read(name, () => readdirSync(name)).filter((file) => /\.ya?ml$/.test(file));
  if (files.length > 0) return files.sort().map((file) => join(name, file));
  throw new LabError(
    'InvalidArgument',
    `the folder ${name} has no .yaml file; name a file or folder of OpenSLO documents`,
  );
}

function read<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'there is no such file' : `the system says ${errorCode(error)}`;
    const sentence = `${name} cannot be read: ${why}; name files or folders of OpenSLO documents`;
    throw new LabError('InvalidArgument', sentence, { cause: error });
  }
}
