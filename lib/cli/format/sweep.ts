import type { Leftover } from '../sweep/plan';
import type { SweepReport } from '../sweep/report';
import type { Style } from './style';
import { table } from './table';

/** What is left, what became of it, and what could not be looked at. */
export function formatSweep(report: SweepReport, style: Style): string {
  const { endpoint, region, existingStacks, found, notLookedAt } = report;
  const where = `${endpoint ?? 'AWS'}, region ${region}`;
  const inUse = existingStacks.length > 0 ? `; left alone: ${existingStacks.join(', ')}` : '';
  return [
    ...(found.length === 0
      ? [`${style.good('✓')} nothing is left over at ${where}${inUse}`]
      : [
          `${style.strong(`Left over at ${where}`)}${style.quiet(inUse)}`,
          ...leftoverTable(found, style),
          '',
          verdict(report, style),
        ]),
    ...notLookedAt.map(({ kind, reason, isProblem }) =>
      isProblem ? style.warn(`! ${kind}: not looked at, ${reason}`) : style.quiet(`${kind}: ${reason}`),
    ),
  ].join('\n');
}

/** The rows of what was found. */
export function leftoverTable(found: readonly Leftover[], style: Style): string[] {
  return table(
    found.map(({ kind, name, stack, detail }) => [kind, style.strong(name), stack ?? '', style.quiet(detail ?? '')]),
    '  ',
  );
}

function verdict({ found, deleting, removed, failed }: SweepReport, style: Style): string {
  const removable = found.filter((one) => one.removable).length;
  if (!deleting) {
    return removable === 0
      ? 'none of it can be removed from here'
      : `nothing was touched; "npx lab sweep --delete" removes ${count(removable)}`;
  }
  if (failed.length === 0) return style.good(`removed ${count(removed.length)}`);
  return style.bad(
    `removed ${removed.length} of ${removable}; for the others (${failed.map(({ name }) => name).join(', ')}) run it again in some minutes`,
  );
}

function count(number: number): string {
  return number === 1 ? 'it' : `these ${number}`;
}
