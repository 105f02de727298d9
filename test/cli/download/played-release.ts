import { planDownload } from '../../../lib/cli/download/plan';
import type { ToolName } from '../../../lib/cli/download/releases';
import { sha256, type ReleasePage } from './release-page';
import { tarGz } from './tar-gz';

/** Publishes a tool that only knows its version, as its release page does. */
export function playRelease(page: ReleasePage, tool: ToolName, output: string): void {
  const plan = planDownload(tool, process.arch, page.source.site);
  if (!plan) throw new Error(`no ${tool} for ${process.arch}`);
  const content = `#!/bin/sh\necho "${output}"\n`;
  const archive = tarGz([
    { path: `release/${plan.program}`, content, mode: 0o755 },
    { path: 'release/promtool', content, mode: 0o755 },
  ]);
  page.pages.set(new URL(plan.archiveUrl).pathname, archive);
  page.pages.set(new URL(plan.checksumUrl).pathname, `${sha256(archive)}  ${plan.archive}\n`);
}

/** A release page of a machine without a network. */
export const NO_NETWORK = { site: 'https://127.0.0.1:1' };
