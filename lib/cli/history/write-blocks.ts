import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { BLOCK_SECONDS, piecesOf, type History } from '../../slo/history/history';
import { openMetrics } from '../../slo/history/open-metrics';
import { dieWithParent } from '../die-with-parent';
import { exec } from '../exec';
import type { Environment } from '../host';

export interface WriteBlocksOptions {
  /** Exists and is empty; gets the blocks. */
  readonly folder: string;
  readonly promtool: string;
  readonly environment: Environment;
}

/** Far more than a slow machine needs for a block. */
const TIMEOUT_MS = 120_000;

/**
 * Turns a history into TSDB blocks: text for each block, and promtool makes one of it while the next text is written.
 * Resolves with the blocks' bytes.
 */
export async function writeBlocks(history: History, options: WriteBlocksOptions): Promise<number> {
  const { folder } = options;
  const text = join(folder, '.text');
  mkdirSync(text, { recursive: true });
  try {
    const working = piecesOf(history.events.times).map(async (piece, index) => {
      const file = join(text, `${index}.om`);
      writeText(file, history, piece);
      await createBlocks(file, options);
      rmSync(file);
    });
    await Promise.all(working);
  } finally {
    rmSync(text, { recursive: true, force: true });
  }
  return bytesOf(folder);
}

function writeText(file: string, { families, events }: History, piece: { from: number; to: number }): void {
  const output = openSync(file, 'w');
  try {
    for (const chunk of openMetrics(families, events.times, piece)) writeSync(output, chunk);
  } finally {
    closeSync(output);
  }
}

/** The hidden flag makes blocks of days instead of two hours: a second instead of a minute. */
async function createBlocks(file: string, { folder, promtool, environment }: WriteBlocksOptions): Promise<void> {
  const longBlocks = `--max-block-duration=${BLOCK_SECONDS / 3600}h`;
  const { exitCode, output } = await exec(
    dieWithParent(
      [promtool, 'tsdb', 'create-blocks-from', '--quiet', longBlocks, 'openmetrics', file, folder],
      environment,
    ),
    { environment, timeoutMs: TIMEOUT_MS },
  );
  if (exitCode === 0) return;
  throw new LabError(
    'NoBlocks',
    `promtool could not make blocks of the synthetic history (${output.trim() || 'it said nothing'}); look for space on the disk of ${folder}`,
  );
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
