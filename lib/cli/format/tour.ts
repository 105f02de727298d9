import { isKnown } from '../../report/known';
import { durationText, knownText, percentText } from '../../report/words';
import { CLOCK_TITLES } from '../../slo/names';
import type { LabSnapshot } from '../snapshot/snapshot';
import { storySlo } from '../tour/chapters';
import type { TourReport } from '../tour/run-tour';
import { duration } from './duration';
import { percent } from './numbers';
import type { Style } from './style';
import { table } from './table';

/** Words are wrapped to this; a wider line is hard to read. */
const WIDTH = 96;
const BAR_CELLS = 20;

/** The head of a part of the story. */
export function chapterLines(
  { title, words }: { readonly title: string; readonly words: string },
  number: number,
  count: number,
  elapsedMs: number,
  style: Style,
): string[] {
  const place = style.quiet(`${number}/${count}`);
  return [
    '',
    `${place}  ${style.strong(title.toUpperCase())}  ${style.quiet(duration(elapsedMs))}`,
    ...wrap(words).map((line) => style.quiet(`     ${line}`)),
    '',
  ];
}

/** The lab's numbers of this moment, in a line. */
export function numbersLine(snapshot: LabSnapshot, style: Style): string {
  const state = storySlo(snapshot);
  const rate = state?.burn[0]?.rate;
  if (state === undefined || rate === undefined) return style.quiet('· waiting for the first numbers of Prometheus');
  const good = 1 - rate * (1 - (state.target ?? 1));
  const firing = snapshot.alerts?.filter((alert) => alert.state === 'firing').length ?? 0;
  const paint = rate > 1 ? style.bad : style.good;
  const window = state.burn[0]?.window ?? '';
  return [
    `${paint(bar(good))} ${paint(percent(good))} good in the last ${window}`,
    `burning ${rate.toFixed(1)}×`,
    `budget left ${percent(state.budgetLeft ?? 0)}`,
    firing === 0 ? style.quiet('no alert') : style.bad(`${firing} firing`),
  ].join(style.quiet(' · '));
}

/** From nothing good to all of it. */
function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

/** What the tour was, at its end. */
export function formatTour(report: TourReport, style: Style): string {
  const { chapters, incident, files, tookMs, isUp } = report;
  return [
    '',
    `${style.good('✓')} ${style.strong('That was the lab.')} ${style.quiet(`It took ${duration(tookMs)}.`)}`,
    ...table(chapters.map(({ title, tookMs: took }) => ['', style.quiet(duration(took).padStart(8)), title])),
    '',
    ...incidentLines(incident, style),
    ...(files === null
      ? []
      : [
          `  ${style.strong('report')}  ${files.html}  ${style.quiet('one file for a browser; report.md beside it has the questions to answer')}`,
        ]),
    '',
    isUp
      ? style.quiet('The lab is still up; Ctrl-C takes it all down.')
      : style.quiet('Your turn: npm start, and npx lab watch in a second terminal.'),
  ].join('\n');
}

function incidentLines(incident: TourReport['incident'], style: Style): string[] {
  if (incident === null) return [];
  const { measures, failed, budgets } = incident;
  const spent = budgets.find(({ slo, clock }) => slo === 'availability' && clock === 'class');
  const rows = [
    ['time to detect', knownText(measures.detect, durationText)],
    ['time to acknowledge', knownText(measures.acknowledge, durationText)],
    ['time to recover', knownText(measures.recover, durationText)],
    ['requests that failed', `${Math.round(failed.inside.failed)} of ${Math.round(failed.inside.all)}`],
    ['refused from outside', `${Math.round(failed.outside.failed)} of ${Math.round(failed.outside.all)} probes`],
    ...(spent && isKnown(spent.spent)
      ? [
          [
            'budget spent',
            `${percentText(spent.spent.value)} of availability ${spent.objective} (${CLOCK_TITLES.class})`,
          ],
        ]
      : []),
  ];
  return table(
    rows.map(([name = '', value = '']) => [style.strong(name), value]),
    '  ',
  );
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
