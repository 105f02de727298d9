import { gzipSync } from 'node:zlib';

export interface Member {
  readonly path: string;
  readonly content?: string;
  readonly mode?: number;
  /** @default '5' for a path that ends in a slash, '0' otherwise */
  readonly type?: string;
  readonly target?: string;
}

/** A .tar.gz of these members, whatever their paths are: `tar` itself would not make the bad ones. */
export function tarGz(members: readonly Member[]): Buffer {
  return gzipSync(tar(members));
}

export function tar(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(memberBytes), Buffer.alloc(1024)]);
}

function memberBytes({ path, content = '', mode = 0o644, type, target = '' }: Member): Buffer {
  const data = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write(mode.toString(8).padStart(7, '0'), 100);
  header.write(data.length.toString(8).padStart(11, '0'), 124);
  header.write(' '.repeat(8), 148);
  header.write(type ?? (path.endsWith('/') ? '5' : '0'), 156);
  header.write(target, 157, 100);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}
