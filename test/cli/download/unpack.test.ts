import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unpack } from '../../../lib/cli/download/unpack';
import { temporaryFolder } from '../temporary-folder';
import { tar, tarGz, type Member } from './tar-gz';

const folder = temporaryFolder();
const into = () => join(folder(), 'inner', 'tool');
const LONG = `tool/${'deep/'.repeat(30)}file`;

async function unpacked(bytes: Buffer): Promise<string> {
  const archive = join(folder(), 'archive.tar.gz');
  writeFileSync(archive, bytes);
  mkdirSync(join(folder(), 'inner'), { recursive: true });
  await unpack(archive, into());
  return into();
}

describe('unpacking', () => {
  it('has the files below the top folder, with their content and the right to be run', async () => {
    const where = await unpacked(
      tarGz([
        { path: 'tool-1/' },
        { path: 'tool-1/bin/tool', content: 'run me', mode: 0o4775 },
        { path: 'tool-1/empty', content: '' },
        { path: './tool-1/conf/big.ini', content: 'x'.repeat(200_000) },
        { path: 'tool-1/latest', type: '2', target: 'bin/tool' },
      ]),
    );
    expect(readFileSync(join(where, 'bin', 'tool'), 'utf8')).toBe('run me');
    expect(statSync(join(where, 'bin', 'tool')).mode & 0o7777).toBe(0o755);
    expect(statSync(join(where, 'conf', 'big.ini')).size).toBe(200_000);
    expect(statSync(join(where, 'empty')).size).toBe(0);
    expect(readlinkSync(join(where, 'latest'))).toBe('bin/tool');
  });

  it.each<[string, Member[]]>([
    [
      "GNU's long names",
      [
        { path: '././@LongLink', type: 'L', content: `${LONG}\0` },
        { path: 'cut', content: 'here' },
      ],
    ],
    [
      'pax headers',
      [
        { path: 'pax', type: 'x', content: `${LONG.length + 10} path=${LONG}\n` },
        { path: 'cut', content: 'here' },
      ],
    ],
    [
      'global pax headers, which say nothing of a file',
      [
        { path: 'g', type: 'g', content: '9 a=bcde\n' },
        { path: LONG.slice(0, 99), content: 'here' },
      ],
    ],
  ])('understands %s', async (_what, members) => {
    const where = await unpacked(tarGz(members));
    const name = members.some(({ type }) => type === 'g') ? LONG.slice(0, 99) : LONG;
    expect(readFileSync(join(where, ...name.split('/').slice(1)), 'utf8')).toBe('here');
  });

  it.each<[string, Member[], string]>([
    ['climbs out', [{ path: 'tool/../../escaped' }], '"tool/../../escaped" leaves the folder'],
    ['climbs out at once', [{ path: '../escaped' }], '"../escaped" leaves the folder'],
    ['has an absolute path', [{ path: '/tmp/tool/escaped' }], '"/tmp/tool/escaped" leaves the folder'],
    [
      'writes through a link that leads out',
      [
        { path: 'tool/out', type: '2', target: '../..' },
        { path: 'tool/out/escaped', content: 'x' },
      ],
      'file already exists',
    ],
    ['links to somewhere else', [{ path: 'tool/out', type: '2', target: '../../x' }], '"tool/out" leads to "../../x"'],
    ['links to an absolute path', [{ path: 'tool/etc', type: '2', target: '/etc' }], '"tool/etc" leads to "/etc"'],
    [
      'links out by a detour',
      [
        { path: 'tool/a/b/' },
        { path: 'tool/a/b/up', type: '2', target: '../..' },
        { path: 'tool/z', type: '2', target: 'a/b/up/../..' },
      ],
      '"tool/a/b/up" leads to "../.."',
    ],
    ['has a device', [{ path: 'tool/null', type: '3' }], '"tool/null" is neither a file nor a folder'],
    [
      'has a hard link',
      [{ path: 'tool/p', type: '1', target: '/etc/passwd' }],
      '"tool/p" is neither a file nor a folder',
    ],
  ])('fails on an archive that %s, and writes nothing outside', async (_what, members, sentence) => {
    await expect(unpacked(tarGz(members))).rejects.toThrow(sentence);
    expect(existsSync(join(folder(), 'escaped'))).toBe(false);
    expect(readdirSync(folder()).sort()).toEqual(['archive.tar.gz', 'inner']);
    expect(readdirSync(join(folder(), 'inner'))).toEqual(['tool']);
  });

  it.each([
    [
      'is cut',
      gzipSync(tar([{ path: 'tool/x', content: 'x'.repeat(5000) }]).subarray(0, 2000)),
      'it ends in the middle',
    ],
    ['is no archive', gzipSync(Buffer.alloc(1024, 'x')), 'a header is wrong'],
    ['is not compressed', Buffer.from('<html>not found</html>'), 'incorrect header check'],
  ])('fails on a file that %s', async (_what, bytes, sentence) => {
    await expect(unpacked(bytes)).rejects.toThrow(sentence);
  });
});
