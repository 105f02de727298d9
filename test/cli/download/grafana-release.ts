import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installRelease, type InstallOptions } from '../../../lib/cli/download/install';
import { planDownload, type DownloadPlan } from '../../../lib/cli/download/plan';
import type { LabError } from '../../../lib/model/errors';
import { temporaryFolder } from '../temporary-folder';
import { releasePage, sha256 } from './release-page';
import { tarGz } from './tar-gz';

export const PROGRAM = '#!/bin/sh\necho "grafana version 13.2.0"\n';
/** What does not get smaller. */
const NOISE = randomBytes(150_000).toString('base64');

/** An archive as Grafana's, with this program in it. */
export const archiveOf = (program: string) =>
  tarGz([
    { path: 'grafana-13.2.0/bin/grafana', content: program, mode: 0o755 },
    { path: 'grafana-13.2.0/conf/defaults.ini', content: NOISE },
  ]);

export const ARCHIVE = archiveOf(PROGRAM);

/** A release page of Grafana and a folder to install from it, fresh for each test; call it where hooks are allowed. */
export function grafanaRelease() {
  const folder = temporaryFolder();
  const page = releasePage();
  const tools = () => join(folder(), '.lab', 'tools');

  function planOf(site = page().source.site): DownloadPlan {
    const plan = planDownload('grafana', 'x64', site);
    if (!plan) throw new Error('no plan');
    return plan;
  }
  const archivePath = () => new URL(planOf().archiveUrl).pathname;
  const checksumPath = () => new URL(planOf().checksumUrl).pathname;

  /** A release page as it should be. */
  function publish(archive = ARCHIVE): void {
    page().pages.set(archivePath(), archive);
    page().pages.set(checksumPath(), `${sha256(archive)}\n`);
  }

  function install(options: Partial<InstallOptions> = {}, plan = planOf()): Promise<string> {
    return installRelease(plan, {
      tools: tools(),
      environment: { PATH: '/usr/bin:/bin' },
      mayDownload: async () => true,
      source: page().source,
      ...options,
    });
  }

  /** How an installation failed, and what it left. */
  async function failureOf(options: Partial<InstallOptions> = {}, plan = planOf()) {
    const error: unknown = await install(options, plan).catch((reason: unknown) => reason);
    const { code, message } = error as LabError;
    return { code, message, left: inTools() };
  }

  const inTools = () => (existsSync(tools()) ? readdirSync(tools()) : []);
  const downloads = () => page().asked.filter((path) => path === archivePath()).length;

  return { folder, page, tools, planOf, archivePath, checksumPath, publish, install, failureOf, inTools, downloads };
}

/** A failure that leaves no file. */
export const nothingLeft = (code: string, message: string | RegExp) => ({
  code,
  message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
  left: [],
});
