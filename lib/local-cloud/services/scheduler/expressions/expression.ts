import { nextOfCron, parseCron, type Cron } from './cron';
import { momentOf, wallTimeOf } from './wall-time';

/** When a schedule invokes its target. */
export type Expression =
  | { readonly kind: 'at'; readonly moment: number }
  | { readonly kind: 'cron'; readonly cron: Cron; readonly zone: string };

/** `at(yyyy-mm-ddThh:mm:ss)` or `cron(…)` in a time zone; undefined when the text is neither. */
export function parseExpression(text: string, zone: string): Expression | undefined {
  const at = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(text)?.[1];
  if (at !== undefined) {
    const wall = wallTimeOf(at);
    const moment = wall && momentOf(zone, wall);
    return moment === undefined ? undefined : { kind: 'at', moment };
  }
  const cron = parseCron(/^cron\((.*)\)$/.exec(text)?.[1] ?? '');
  return cron && { kind: 'cron', cron, zone };
}

/** The first moment after `after`; undefined when none will come. All in milliseconds since the epoch. */
export function nextMoment(expression: Expression, after: number): number | undefined {
  if (expression.kind === 'cron') return nextOfCron(expression.cron, expression.zone, after);
  return expression.moment > after ? expression.moment : undefined;
}
