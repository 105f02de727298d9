import type { CostItem, Estimate } from '../../cost/model';
import type { CostReport } from '../cost/report';
import type { Style } from './style';
import { table } from './table';

/** The figure, the rows that it is the sum of, and everything that is not in it. */
export function formatCost(report: CostReport, style: Style): string {
  const { lab, images } = report;
  return [
    headline(report, style),
    '',
    ...itemRows(lab, style),
    '',
    sessionLine(report, style),
    ...lab.unpriced.map(({ type, ids, reason }) => style.warn(`! no price for ${type} (${ids.join(', ')}): ${reason}`)),
    '',
    ...notes(report).map((line) => style.quiet(line)),
    ...(images.items.length > 0 ? [style.quiet(imagesLine(images))] : []),
  ].join('\n');
}

function headline({ stacks, usdPerHour, complete, region, pricesAsOf }: CostReport, style: Style): string {
  const figure = `${complete ? '' : 'more than '}${dollars(usdPerHour)} an hour`;
  return `${style.strong(stacks.join(', '))}  ${style.strong(figure)}  ${style.quiet(`by AWS' list prices of ${region}, ${pricesAsOf}`)}`;
}

/** A row for each price, with everything that is paid by it; what is an estimate has a `~`. */
function itemRows({ items }: Estimate, style: Style): string[] {
  const byPrice = new Map<string, CostItem[]>();
  for (const item of items) byPrice.set(item.price, [...(byPrice.get(item.price) ?? []), item]);
  const sorted = [...byPrice].sort(([, a], [, b]) => costOf(b) - costOf(a));
  return table(
    sorted.map(([price, [first, ...others]]) => {
      const all = [first!, ...others];
      const quantity = all.reduce((sum, item) => sum + item.quantity, 0);
      const isEstimate = all.some(({ basis }) => basis === 'estimate');
      return [
        price,
        `${isEstimate ? '~' : ''}${plain(quantity)} × $${first!.unitPriceUsd} / ${first!.unit}`,
        `${isEstimate ? '~' : ''}${dollars(costOf(all))}`,
        style.quiet(subjectsOf(all)),
      ];
    }),
    '  ',
  );
}

function costOf(items: readonly CostItem[]): number {
  return items.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);
}

/** What a price is paid for, in short: the largest of many, and how many more there are. */
function subjectsOf(items: readonly CostItem[]): string {
  const sorted = items.toSorted((a, b) => b.usdPerHour - a.usdPerHour).map(({ what }) => what);
  return sorted.length > 2 ? `${sorted[0]} · and ${sorted.length - 1} more` : sorted.join(' · ');
}

function sessionLine({ hours, labs, sessionUsd }: CostReport, style: Style): string {
  const what = `${labs === 1 ? 'one lab' : `${labs} labs`} for ${plain(hours)} hour${hours === 1 ? '' : 's'}`;
  return `${what}: ${style.strong(`$${sessionUsd.toFixed(2)}`)}`;
}

function notes({ lab, requestsPerSecond, notIncluded }: CostReport): string[] {
  return [
    `~ is an estimate, at ${requestsPerSecond} requests a second (--traffic).`,
    ...(lab.usdAfterTwelveHours > 0
      ? [
          `The private DNS zone costs $${lab.usdAfterTwelveHours.toFixed(2)} for each month that it is begun, and nothing when the lab is gone within twelve hours.`,
        ]
      : []),
    ...lab.notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
    `Not in it: ${notIncluded.join('; ')}.`,
  ];
}

function imagesLine({ usdPerHour, items }: Estimate): string {
  const perMonth = items.reduce((sum, { quantity, unitPriceUsd }) => sum + quantity * unitPriceUsd, 0);
  return `Beside all labs: ${items.length} image repositories, ~$${perMonth.toFixed(2)} a month (${dollars(usdPerHour)} an hour), until npx cdk destroy 'Images/*'.`;
}

/** `$0.0441` */
export function dollars(usd: number): string {
  return `$${usd.toFixed(4)}`;
}

function plain(number: number): string {
  return String(Number(number.toPrecision(3)));
}
