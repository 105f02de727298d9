import type { Ack } from '../../report/facts';
import { clockText } from '../../report/words';
import { CLOCK_TITLES } from '../../slo/names';
import type { Acknowledged } from '../report/acknowledge';
import type { Style } from './style';
import { table } from './table';

/** What was acknowledged, the most severe first. */
export function formatAck({ new: fresh, before }: Acknowledged, style: Style): string {
  const rows = [
    ...fresh.map((ack) => [style.good('✓'), ...about(ack), style.quiet(`by ${ack.by}`)]),
    ...before.map((ack) => [
      style.quiet('–'),
      ...about(ack),
      style.quiet(`${ack.by} had it at ${clockText(Date.parse(ack.at) / 1000)} UTC`),
    ]),
  ];
  const lines = table(rows.sort(([, a = ''], [, b = '']) => a.localeCompare(b)));
  const next = 'When it is over: npx lab report';
  return [...lines, style.quiet(fresh.length === 0 ? 'Nothing new was written down.' : next)].join('\n');
}

function about({ severity, alert, slo, objective, clock }: Ack): string[] {
  const clockTitle = clock === 'class' || clock === 'real' ? CLOCK_TITLES[clock] : '';
  return [severity ?? '', alert, [slo, objective, clockTitle].filter(Boolean).join(' ')];
}
