import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blockOf, type Block } from '../../../../lib/slo/history/block/block';
import { crc32c } from '../../../../lib/slo/history/block/crc32c';
import { randomOf } from '../../../../lib/slo/history/random';
import type { Series } from '../../../../lib/slo/history/series';

const START = 1_795_000_000;

describe('a block', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lab-block-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What promtool reads in the block: a line for each sample. */
  function dumped(block: Block): string[] {
    for (const [name, content] of Object.entries(block.files)) {
      const file = join(folder, block.id, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    mkdirSync(join(folder, 'wal'), { recursive: true });
    const text = execFileSync('promtool', ['tsdb', 'dump', folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return text.trimEnd().split('\n');
  }

  /** As `promtool tsdb dump` writes samples: `{__name__="up", job="a"} 1 1795000000000`. */
  function linesOf({ name, labels, valueAt }: Series, times: Float64Array): string[] {
    const pairs = Object.entries({ __name__: name, ...labels }).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = pairs.map(([label, value]) => `${label}="${value}"`).join(', ');
    return [...times].flatMap((time, index) => {
      const value = valueAt(index);
      return value === undefined ? [] : [`{${text}} ${goNumber(value)} ${time * 1000}`];
    });
  }

  const expectRead = (series: readonly Series[], times: Float64Array) => {
    const lines = dumped(blockOf(series, times, 7)).map((line) =>
      line.replace(
        / (\S+) (\d+)$/,
        (_, value: string, time) => ` ${goNumber(Number(value.replace('Inf', 'Infinity')))} ${time}`,
      ),
    );
    expect(lines.sort()).toEqual(series.flatMap((one) => linesOf(one, times)).sort());
  };

  it.each([1, 2, 3, 119, 120, 121, 240, 1000])('has every sample of a counter, %d of them', (count) => {
    const times = Float64Array.from({ length: count }, (_, index) => START + index * 60);
    expectRead([{ name: 'c_total', labels: { job: 'a' }, valueAt: (index) => index * 7 }], times);
  });

  it.each([...Array(10).keys()])('has every sample of any values at any times (seed %d)', (seed) => {
    const random = randomOf(seed);
    let time = START;
    const gaps = [1, 1, 5, 5, 60, 60, 7, 300, 86_400, 2_000_000];
    const times = Float64Array.from({ length: 500 }, () => (time += gaps[Math.floor(random() * gaps.length)]!));
    const kinds = [
      () => 0,
      () => random(),
      () => -random() * 1e300,
      () => Math.floor(random() * 2 ** 53),
      () => 5e-324,
      () => Infinity,
      () => -Infinity,
      () => 2 ** Math.floor(random() * 1000),
    ];
    const values = [...times].map(() => kinds[Math.floor(random() * kinds.length)]!());
    const isThere = [...times].map(() => random() > 0.2);
    expectRead(
      [
        { name: 'any', labels: { z: '1', a: 'ü "quoted"'.replaceAll('"', "'") }, valueAt: (index) => values[index] },
        { name: 'gaps', labels: {}, valueAt: (index) => (isThere[index] ? values[index] : undefined) },
        { name: 'any', labels: { z: '2' }, valueAt: (index) => index },
        { name: 'any', labels: { Upper: 'case' }, valueAt: () => 1 },
      ],
      times,
    );
  });

  it('answers to every label of a hundred series', () => {
    const series = Array.from({ length: 100 }, (_, n): Series => ({
      name: `metric_${n % 7}`,
      labels: { n: String(n), same: 'x' },
      valueAt: () => n,
    }));
    expectRead(series, Float64Array.of(START, START + 1));
    const matched = execFileSync('promtool', ['tsdb', 'dump', '--match', '{n=~"4.",__name__="metric_1"}', folder], {
      encoding: 'utf8',
    });
    const numbers = [...matched.matchAll(/n="(\d+)"/g)].map(([, n]) => Number(n));
    expect([...new Set(numbers)]).toEqual([43]);
  });

  it('says what it covers, and is the same for the same input', () => {
    const times = Float64Array.of(START, START + 60);
    const series: Series[] = [{ name: 'up', labels: {}, valueAt: () => 1 }];
    const block = blockOf(series, times, 7);
    expect(block.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(JSON.parse(block.files['meta.json'].toString())).toEqual({
      ulid: block.id,
      minTime: START * 1000,
      maxTime: (START + 60) * 1000 + 1,
      stats: { numSamples: 2, numSeries: 1, numChunks: 1 },
      compaction: { level: 1, sources: [block.id] },
      version: 1,
    });
    expect(blockOf(series, times, 7)).toEqual(block);
    expect(blockOf(series, times, 8).id).not.toBe(block.id);
  });
});

describe('the checksum', () => {
  // RFC 3720, B.4.
  it.each([
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['counting up', Buffer.from(Array.from({ length: 32 }, (_, n) => n)), 0x46dd794e],
  ])('of %s is that of the RFC', (_, bytes, checksum) => {
    expect(crc32c(bytes)).toBe(checksum);
  });
});

/** One spelling for both sides: Go and JavaScript write large numbers differently. */
function goNumber(value: number): string {
  return String(value);
}
