import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud, type LocalImage } from '../../lib/local-cloud';
import { createFakeRuntime } from '../_helpers/fake-runtime';

/** An image whose container does nothing: what is measured is the cloud, not a program. */
const TRIVIAL: LocalImage = {
  repository: 'trivial',
  currentTag: () => '1',
  build: () => Promise.resolve(),
  program: ({ snapshot }) => ({ entryPoint: [], command: ['sleep', '3600'], workingDirectory: snapshot }),
};

/** A local cloud alone in a process, with real tasks or simulated ones; ends on SIGTERM. */
async function main(simulated: boolean): Promise<void> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  const cloud = await startLocalCloud({
    stateDirectory,
    searchPath: process.env['PATH'] ?? '',
    images: [TRIVIAL],
    port: 0,
    ...(simulated ? { runtime: createFakeRuntime() } : {}),
  });
  process.once('SIGTERM', () => {
    void cloud.close().then(() => {
      rmSync(stateDirectory, { recursive: true, force: true });
      process.exit(0);
    });
  });
  const { endpoint, region, credentials } = cloud;
  process.stdout.write(`${JSON.stringify({ endpoint, region, credentials })}\n`);
}

void main(process.argv[2] === 'simulated');
