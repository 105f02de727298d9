import { z } from 'zod';

/**
 * What a copy says of itself, in `.lab/offline-copy.json`: `bin/offline-copy.js` compares it with the machine that starts it. It has
 * no time and no name of anybody, so that the same files make the same copy.
 */
export interface OfflineCopy {
  /** Of the project. */
  readonly version: string;
  /** As Node says it: `linux`. */
  readonly platform: string;
  /** `x64`, `arm64` */
  readonly arch: string;
  /** `glibc 2.36`, or `another C library` */
  readonly libc: string;
  /** The Node that made it. */
  readonly node: string;
  /** Tools that are not in it, and why. */
  readonly missing: readonly string[];
}

/** Below the project's folder. */
export const OFFLINE_COPY_FILE = '.lab/offline-copy.json';

/** What this machine's programs need of another one. */
export function thisMachine(): Pick<OfflineCopy, 'platform' | 'arch' | 'libc' | 'node'> {
  return { platform: process.platform, arch: process.arch, libc: libcOf(), node: process.versions.node };
}

function libcOf(): string {
  // A report looks up the names of all open connections otherwise, which takes its time without a network.
  Object.assign(process.report, { excludeNetwork: true });
  const report = reportSchema.safeParse(process.report.getReport());
  const version = report.data?.header.glibcVersionRuntime;
  return version === undefined ? 'another C library' : `glibc ${version}`;
}

const reportSchema = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) });
