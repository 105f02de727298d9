import { documentOf } from '../../lib/report/document';
import { DARK, LIGHT, type Palette } from '../../lib/report/html/palette';
import { pageOf } from '../../lib/report/html/page';
import { ticksOf, timeTicksOf } from '../../lib/report/html/scale';
import { reportOf } from '../../lib/report/incident-report';
import { markdownOf, peoplesPart } from '../../lib/report/markdown';
import { REPORT_SECTIONS, unfilledSections } from '../../lib/report/sections';
import { percentText } from '../../lib/report/words';
import { ackAt, flat, partialFailure, T0, withSeries } from './facts';

const facts = { ...partialFailure(), acks: [ackAt(360, { by: '<b>ana</b>', note: 'a | b' })] };
const blocks = documentOf(reportOf(facts, { service: 'sre-app-service' }));
const markdown = markdownOf(blocks);
const html = pageOf(blocks, { step: 5 });

describe('the report as Markdown', () => {
  it('has the figures of the incident', () => {
    for (const line of [
      '# Incident report: error on every route',
      '| Time to detect | 40 s |',
      '| Alert firing | 12:05:40 | 40 s |',
      '| Alert pending | unknown: no alert of this incident has a waiting time | – |',
      '120 of 1,400 requests failed (8.6 %)',
      '| class hour | Availability | 99% | 120 | 33.3 % | 100 % | 66.7 % |',
    ]) {
      expect(markdown).toContain(line);
    }
  });

  it('says whether somebody responded in time', () => {
    expect(markdown).toContain(
      'a first response within 15 m 0 s. It had one after 20 s, in time, by &lt;b>ana&lt;/b>.',
    );
    const late = { ...partialFailure(), acks: [] };
    const text = markdownOf(documentOf(reportOf(late, { service: 'sre-app-service' })));
    expect(text).toContain('a first response within 15 m 0 s. Nobody acknowledged an alert.');
  });

  it('has every section to fill, with its question in a comment', () => {
    expect(unfilledSections(markdown)).toEqual(REPORT_SECTIONS.map(({ title }) => title));
    for (const { question } of REPORT_SECTIONS) expect(markdown).toContain(`<!-- ${question} -->`);
  });

  it('keeps what people wrote when it is written again', () => {
    const mine = markdown.replace('## Impact\n', '## Impact\n\nThe class waited. | `x`\n');
    const again = markdownOf(blocks, peoplesPart(mine));
    expect(again).toBe(mine);
    expect(unfilledSections(again)).not.toContain('Impact');
    expect(peoplesPart('# My notes\n\n## Shopping\n')).toBeUndefined();
  });

  it('shows names as they were typed: no markup, no broken table', () => {
    expect(markdown).toContain(
      'acknowledged by &lt;b>ana&lt;/b>: SloBurnClassHourPageFast availability 99%, “a \\| b”',
    );
  });
});

describe('the report as HTML', () => {
  it('needs nothing else: no script, no address, nothing that is loaded', () => {
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|src=|href=/i);
    expect([...html.matchAll(/https?:\/\/[^\s<"]+/g)].map(([address]) => address)).toEqual(['http://127.0.0.1:4566,']);
  });

  it('says the same numbers as the Markdown: every cell of every table is in both', () => {
    const withoutPictures = html.replaceAll(/<details>[\s\S]*?<\/details>/g, '');
    const tables = [...withoutPictures.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell = '']) => cell);
    expect(tables.length).toBeGreaterThan(60);
    const plain = markdown.replaceAll('\\', '').replaceAll('&lt;', '<');
    const text = (cell: string) =>
      cell.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
    expect(tables.filter((cell) => !plain.includes(`| ${text(cell)} |`))).toEqual([]);
  });

  it('has a title, a description and a table for every picture', () => {
    const pictures = html.match(/<svg [^>]*role="img"/g) ?? [];
    expect(pictures).toHaveLength(3);
    expect(html.match(/<title id="chart-/g)).toHaveLength(3);
    expect(html.match(/<desc id="chart-/g)).toHaveLength(3);
    expect(html.match(/<summary>/g)).toHaveLength(3);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows names as text', () => {
    expect(html).toContain('&lt;b&gt;ana&lt;/b&gt;');
    expect(html).not.toContain('<b>ana');
  });

  it('shows what people wrote, and asks where they did not', () => {
    const people = '## Summary\n\n<!-- question -->\nAll <well> again.\n\n## Impact\n\n<!-- question -->\n';
    const page = pageOf(blocks, { step: 5, people });
    expect(page).toContain('<h2>Summary</h2>\n<div class="people">All &lt;well&gt; again.</div>');
    expect(page).toContain('<h2>Impact</h2>\n<p class="question">Who noticed what');
  });

  it('leaves a gap in a line where Prometheus has no data', () => {
    const ratio = flat({ slo: 'availability', objective: '99%', window: '20s' }, 0.1);
    const torn = { ...ratio, points: ratio.points.filter(([time]) => time < T0 + 350 || time > T0 + 400) };
    const lines = (one: typeof ratio) =>
      pageOf(documentOf(reportOf(withSeries(facts, { errorRatios: [one] }), { service: 'sre-app-service' })), {
        step: 5,
      });
    const strokes = (page: string) =>
      /class="line" style="stroke:var\(--line-0\)" d="([^"]*)"/.exec(
        page.slice(page.indexOf('Share of bad events')),
      )?.[1] ?? '';
    expect(strokes(lines(ratio)).match(/M/g)).toHaveLength(1);
    expect(strokes(lines(torn)).match(/M/g)).toHaveLength(2);
    expect(strokes(lines(torn))).not.toMatch(/NaN|Infinity/);
  });

  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ])('has colours that can be read (WCAG AA), %s', (_, palette: Palette) => {
    const { background, surface, shade } = palette;
    for (const text of [palette.text, palette.quiet]) {
      for (const behind of [background, surface]) expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
    }
    for (const mark of [...palette.lines, palette.fault, palette.page, palette.ticket]) {
      for (const behind of [background, shade]) expect(contrast(mark, behind)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('words and scales', () => {
  it('never say nothing or all of what is not', () => {
    expect([0, 0.00001, 0.0042, 0.5, 0.99999, 1, -0.34, 1.5].map(percentText)).toEqual([
      '0 %',
      '< 0.01 %',
      '0.42 %',
      '50 %',
      '< 100 %',
      '100 %',
      '−34 %',
      '150 %',
    ]);
  });

  it('have round values around what is shown', () => {
    expect(ticksOf(0, 0.2)).toEqual([0, 0.05, 0.1, 0.15000000000000002, 0.2]);
    expect(ticksOf(-0.3, 1)).toEqual([-0.5, 0, 0.5, 1]);
    expect(timeTicksOf({ from: 7, to: 125 })).toEqual([30, 60, 90, 120]);
  });
});

/** WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
