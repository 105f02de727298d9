import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { errorCode } from '../error-code';

/**
 * Why a program cannot be executed, in the words of the OCI runtime; nothing when it can. Found as execvp finds it: a name
 * with a slash from the working directory, any other on PATH.
 */
export async function whyNotExecutable(program: string, path: string, directory: string): Promise<string | undefined> {
  const noDirectory = await stat(directory).then(() => undefined, whatIsWrong);
  if (noDirectory !== undefined) return `chdir to cwd (${JSON.stringify(directory)}) failed: ${noDirectory}`;
  if (program.includes('/')) {
    const problem = await unusable(resolve(directory, program));
    return problem && `exec: ${JSON.stringify(program)}: ${problem}`;
  }
  for (const folder of path.split(delimiter)) {
    if ((await unusable(resolve(directory, folder, program))) === undefined) return undefined;
  }
  return `exec: ${JSON.stringify(program)}: executable file not found in $PATH`;
}

async function unusable(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).isDirectory()) return 'is a directory';
    await access(file, constants.X_OK);
    return undefined;
  } catch (error) {
    return whatIsWrong(error);
  }
}

function whatIsWrong(error: unknown): string {
  return errorCode(error) === 'EACCES' ? 'permission denied' : 'no such file or directory';
}
