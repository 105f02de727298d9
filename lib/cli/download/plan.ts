import { posix } from 'node:path';
import { RELEASES, type Release, type ToolName } from './releases';

/** A release for one platform: what to fetch from where, and what it is called here. */
export interface DownloadPlan {
  readonly tool: ToolName;
  readonly title: string;
  readonly version: string;
  readonly archiveUrl: string;
  readonly checksumUrl: string;
  readonly checksumFile: Release['checksumFile'];
  /** The archive's file name. */
  readonly archive: string;
  /** The unpacked tool's folder below the tools folder. */
  readonly folder: string;
  /** The program, below `folder`. */
  readonly program: string;
}

/** Go's names for Node's `process.arch`. */
const PLATFORMS: Readonly<Record<string, string>> = { x64: 'linux-amd64', arm64: 'linux-arm64' };

/**
 * What to download for a machine; undefined where the lab knows no release.
 *
 * @param architecture as `process.arch` says it
 * @param site instead of the release's own, for a server that plays it
 */
export function planDownload(tool: ToolName, architecture: string, site?: string): DownloadPlan | undefined {
  const platform = PLATFORMS[architecture];
  if (platform === undefined) return undefined;
  const { title, version, program, checksumFile, ...release }: Release = RELEASES[tool];
  const at = (path: string) => `${site ?? release.site}/${path}`;
  const archive = release.archive(version, platform);
  return {
    tool,
    title,
    version,
    archiveUrl: at(archive),
    checksumUrl: at(release.checksums(version, platform)),
    checksumFile,
    archive: posix.basename(archive),
    folder: toolFolder(tool),
    program,
  };
}

/** The folder of a tool's release below the tools folder; the version is in its name, so that a new one is another. */
export function toolFolder(tool: ToolName): string {
  return `${tool}-${RELEASES[tool].version}`;
}

/**
 * The SHA-256 that a release publishes for an archive, as lowercase hexadecimal; undefined when the text has none.
 * A list has lines of digest and file name, as `sha256sum` writes them. A file of one checksum may name the archive
 * otherwise than the release does, or not at all.
 */
export function publishedChecksum(
  text: string,
  plan: Pick<DownloadPlan, 'archive' | 'checksumFile'>,
): string | undefined {
  const lines = text.split('\n').flatMap((line) => {
    const [, digest, name = ''] = /^([0-9a-f]{64})(?:\s+\*?(\S+))?\s*$/i.exec(line) ?? [];
    return digest === undefined ? [] : [{ digest: digest.toLowerCase(), name: posix.basename(name) }];
  });
  if (plan.checksumFile === 'single') return lines.length === 1 ? lines[0]?.digest : undefined;
  return lines.find(({ name }) => name === plan.archive)?.digest;
}
