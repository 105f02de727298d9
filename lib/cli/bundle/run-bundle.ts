import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LabError } from '../../model/errors';
import type { CommandContext, Outcome } from '../command';
import { sha256Of } from '../download/save';
import { labPaths } from '../paths';
import { listenForStop } from '../up/stop-request';
import { checksumFileOf, makeBundle, TOP_FOLDER, type BundleReport } from './make-bundle';
import { serveBundle } from './serve';

export interface RunOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly download?: boolean;
  readonly serve?: boolean;
  readonly port: number;
}

/** Makes the copy, and serves it when that is wanted; the outcome then stays in the foreground until a stop signal. */
export async function runBundle(context: CommandContext, options: RunOptions): Promise<Outcome<BundleReport>> {
  const { force = false, yes = false, download = true, serve = false, port } = options;
  const output = resolve(
    options.output ?? join(labPaths(context.root).bundles, `${TOP_FOLDER}-${process.platform}-${process.arch}.tar.gz`),
  );
  const stop = listenForStop(context.signals);
  try {
    const made =
      serve && !force && existsSync(output)
        ? await foundBundle(output)
        : await makeBundle(context, { output, force, yes, download, signal: stop.signal });
    stop.signal.throwIfAborted();
    if (!serve) {
      stop.dispose();
      return { data: made };
    }
    const served = await serveBundle(output, port, (line) => context.progress(context.style.quiet(line)));
    return {
      data: { ...made, urls: served.urls },
      async foreground() {
        await stop.requested;
        await served.close();
        stop.dispose();
        return 0;
      },
    };
  } catch (error) {
    stop.dispose();
    stop.signal.throwIfAborted();
    throw error;
  }
}

/** A copy that is there, when it is what its checksum says. */
async function foundBundle(file: string): Promise<BundleReport> {
  const checksumFile = checksumFileOf(file);
  const sha256 = await sha256Of(file);
  const [expected] = existsSync(checksumFile) ? readFileSync(checksumFile, 'utf8').split(' ') : [];
  if (expected !== sha256) {
    throw new LabError(
      'ChecksumWrong',
      `${file} is not what ${basename(checksumFile)} says (its SHA-256 is ${sha256}); make it again with --force`,
    );
  }
  return { made: null, file, checksumFile, sha256, bytes: statSync(file).size, urls: [] };
}
