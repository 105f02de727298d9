import { alertText } from '../../report/timeline';
import { isKnown } from '../../report/known';
import { MEASURES } from '../../report/measures';
import { clockText, countText, dateText, durationText, knownText, percentText, plural } from '../../report/words';
import { CLOCK_TITLES } from '../../slo/names';
import type { MadeReport } from '../report/make-report';
import type { Style } from './style';
import { table } from './table';

/** The figures of each incident, and where the files are. */
export function formatReport(report: MadeReport, style: Style): string {
  const { incidents, written, unreadableAcks, range, gaps, fromBefore } = report;
  const span = `${dateText(range.from)} to ${clockText(range.to)}`;
  const blocks = [
    `${style.strong(incidents.length === 0 ? 'no incident' : plural(incidents.length, 'incident'))} ${style.quiet(`in ${report.cluster}, ${span}`)}`,
    ...incidents.map((incident) => incidentText(incident, style)),
    ...(fromBefore.length === 0
      ? []
      : [`on from before: ${fromBefore.map(({ name, labels }) => alertText(name, labels)).join('; ')}`]),
    ...(gaps.length === 0
      ? []
      : [style.warn(`Prometheus looked away ${plural(gaps.length, 'time')}; the report says when`)]),
    ...(unreadableAcks === 0
      ? []
      : [
          style.warn(
            `${plural(unreadableAcks, 'line')} of .lab/acks.jsonl ${unreadableAcks === 1 ? 'is' : 'are'} no acknowledgement, and ignored`,
          ),
        ]),
    written === null ? whatNow(report) : writtenText(written, style),
  ];
  return blocks.join('\n\n');
}

function incidentText(incident: MadeReport['incidents'][number], style: Style): string {
  const { number, title, severity, span, measures, failed, budgets } = incident;
  const spent = budgets
    .filter(({ spent: share }) => isKnown(share) && share.value > 0)
    .slice(0, 4)
    .map(
      ({ spent: share, predicted, slo, objective, clock }) =>
        `${knownText(share, percentText)} of ${slo} ${objective} (${CLOCK_TITLES[clock]}${isKnown(predicted) ? `, predicted ${percentText(predicted.value)}` : ''})`,
    );
  const rows = [
    ...MEASURES.map(({ key, title: name }) => [name.toLowerCase(), knownText(measures[key], durationText)]),
    ['failed in the service', `${countText(failed.inside.failed)} of ${countText(failed.inside.all)} requests`],
    ['failed from outside', `${countText(failed.outside.failed)} of ${countText(failed.outside.all)} probes`],
    ['spent', spent.join('; ') || 'nothing'],
  ];
  return [
    `${style.strong(`${number}  ${title}`)}  ${severity === null ? style.quiet('no alert') : style.bad(severity)}  ${style.quiet(`since ${clockText(span.from)} UTC`)}`,
    ...table(
      rows.map(([name = '', value = '']) => [style.quiet(name), value]),
      '   ',
    ),
  ].join('\n');
}

function writtenText({ markdown, html, unfilled, kept }: NonNullable<MadeReport['written']>, style: Style): string {
  return [
    ...table([
      ['to fill', style.link(markdown)],
      ['to show', style.link(html)],
    ]),
    ...(kept ? ['What you had written there is kept.'] : []),
    unfilled.length === 0 ? style.good('Every section is filled.') : `Not filled yet: ${unfilled.join(', ')}.`,
  ].join('\n');
}

function whatNow({ dataSince }: MadeReport): string {
  if (dataSince === null) return 'Prometheus has no data of this time; nothing was written.';
  return 'No fault was set, no task failed and no alert fired; nothing was written. Look further back with --since 2h.';
}
