import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fillVolume } from '../../lib/history/fill-volume';
import { isBlock } from '../../lib/history/history-folder';
import { historyOptions } from '../../lib/history/history-settings';
import { writeHistory } from '../../lib/history/write-history';
import { temporaryFolder } from '../cli/temporary-folder';

const folder = temporaryFolder();
const SETTINGS = { days: 7, seed: 7, rate: 1, traffic: 1 };
const NOW = new Date('2026-11-21T12:00:00Z');

describe('the volume of a Prometheus that is about to start', () => {
  let data: string;
  let made: string;
  let ready: string;
  beforeAll(() => {
    ready = join(mkdtempSync(join(tmpdir(), 'lab-month-')), 'made');
    writeHistory({ history: historyOptions(SETTINGS, NOW), slos: [], folder: ready });
  });
  beforeEach(() => {
    data = join(folder(), 'data');
    made = join(folder(), 'made');
    mkdirSync(data);
  });
  afterAll(() => rmSync(dirname(ready), { recursive: true }));
  const fill = (more: { now?: Date; made?: string; settings?: typeof SETTINGS } = {}) =>
    fillVolume({ data, settings: SETTINGS, slos: () => [], now: NOW, ...more });
  const make = () => cpSync(ready, made, { recursive: true });

  it('gets a history that ends now', () => {
    expect(fill()).toMatch(
      /^7 synthetic days \(seed 7\) from 2026-11-14T12:00:\S+ to 2026-11-21T12:00:00.000Z, made in \d+ ms$/,
    );
    const [block, ...others] = readdirSync(data);
    expect(isBlock(block!)).toBe(true);
    expect(others).toEqual([]);
    expect(readdirSync(join(data, block!)).sort()).toEqual(['chunks', 'index', 'meta.json']);
  });

  it('gets the one that was made a moment ago', () => {
    make();
    expect(fill({ made, now: new Date('2026-11-21T12:04:59Z') })).toMatch(/12:00:00.000Z, made beforehand$/);
    expect(readdirSync(data)).toEqual(readdirSync(made).filter(isBlock));
  });

  it.each<[string, Parameters<typeof fill>[0]]>([
    ['ended minutes ago', { now: new Date('2026-11-21T12:05:00Z') }],
    ['ends after now', { now: new Date('2026-11-21T11:59:59Z') }],
    ['is of another seed', { settings: { ...SETTINGS, seed: 8 } }],
    ['is of another length', { settings: { ...SETTINGS, days: 8 } }],
  ])('gets one of its own when the one that is there %s', (_, more) => {
    make();
    expect(fill({ made, ...more })).toMatch(/made in \d+ ms$/);
    expect(readdirSync(data).filter(isBlock)).toHaveLength(1);
  });

  it('gets one of its own when there is none, or half of one', () => {
    mkdirSync(made);
    writeFileSync(join(made, 'history.json'), '{');
    expect(fill({ made })).toMatch(/made in \d+ ms$/);
  });

  it('keeps the one that it has', () => {
    fill();
    const before = readdirSync(data);
    expect(fill()).toBe('the volume has a history already');
    expect(readdirSync(data)).toEqual(before);
  });

  it('is left as it was when it fails', () => {
    const slos = () => {
      throw new Error('a bad SLO');
    };
    expect(() => fillVolume({ data, settings: SETTINGS, slos, now: NOW })).toThrow('a bad SLO');
    expect(readdirSync(data)).toEqual([]);
  });
});
