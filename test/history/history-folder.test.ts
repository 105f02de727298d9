import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBlock, linkBlocks } from '../../lib/history/history-folder';
import { temporaryFolder } from '../cli/temporary-folder';

const folder = temporaryFolder();
const BLOCK = '01M7YK6APK87S09PV786ZMZCZJ';

describe('the blocks of a history', () => {
  it('are the folders that a ULID names', () => {
    expect([BLOCK, 'wal', 'chunks_head', 'history.json', '.text', `${BLOCK}.tmp-for-creation`].filter(isBlock)).toEqual(
      [BLOCK],
    );
  });

  it('are put into a data folder by links, and stay when the history goes', () => {
    const [history, data] = [join(folder(), 'history'), join(folder(), 'data')];
    mkdirSync(join(history, BLOCK, 'chunks'), { recursive: true });
    writeFileSync(join(history, BLOCK, 'meta.json'), 'meta');
    writeFileSync(join(history, BLOCK, 'chunks', '000001'), 'chunks');
    writeFileSync(join(history, 'history.json'), '{}');
    mkdirSync(data);
    linkBlocks(history, data);
    rmSync(history, { recursive: true });
    expect(readdirSync(data)).toEqual([BLOCK]);
    expect(readFileSync(join(data, BLOCK, 'meta.json'), 'utf8')).toBe('meta');
    expect(readFileSync(join(data, BLOCK, 'chunks', '000001'), 'utf8')).toBe('chunks');
  });
});
