import { leftText } from '../../scenarios/index';
import { CLOCK_TITLES } from '../../slo/names';
import type { PolicyReport } from '../scenarios/policy';
import type { Style } from './style';
import { table } from './table';

/** The answer first, then why. */
export function formatPolicy({ clock, budgets, refusals, override }: PolicyReport, style: Style): string {
  const title = CLOCK_TITLES[clock];
  const rows = budgets.map(({ slo, objective, left }) => {
    const text = left === null ? 'nobody can tell' : leftText(left);
    const paint = left === null || left <= 0 ? style.bad : left < 0.2 ? style.warn : style.good;
    return [`  ${slo}`, objective, paint(text)];
  });
  if (refusals.length === 0) {
    return [style.good(`✓ The budgets of the ${title} allow it.`), ...table(rows)].join('\n');
  }
  const head = override
    ? style.warn(`! Overridden by ${override.name}: ${override.reason}`)
    : style.bad(`✗ The error-budget policy says no: nothing risky while a budget of the ${title} is gone.`);
  const next = override
    ? []
    : [
        '',
        'Repair what burns the budget first. --override <name> --reason <why> does it all the same, and is recorded.',
      ];
  return [head, ...refusals.map((line) => `  ${line}`), '', ...table(rows), ...next].join('\n');
}
