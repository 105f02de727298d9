import { FREE } from './free';
import type { Charge, CostItem, Estimate, Unpriced, Usage } from './model';
import { PRICES, type Price, type PriceName } from './prices';
import { RULES } from './rules/index';
import { resourcesOf, type Template } from './template';

/** As AWS' calculator has it: 365 days of 24 hours, a twelfth of them. */
export const HOURS_PER_MONTH = 730;

/** Route 53 forgives a zone that is deleted within so many hours, and charges a whole month for any other. */
export const ZONE_GRACE_HOURS = 12;

/** What a template costs an hour by the price table. A type that nobody knows is told, never taken for nothing. */
export function estimate(
  template: Template,
  usage: Usage,
  prices: Readonly<Record<PriceName, Price>> = PRICES,
): Estimate {
  const items: CostItem[] = [];
  const notes = new Set<string>();
  const unpriced: Unpriced[] = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    const rule = Object.hasOwn(RULES, resource.Type) ? RULES[resource.Type] : undefined;
    if (!rule) {
      if (!Object.hasOwn(FREE, resource.Type)) unpriced.push(unknownType(resource.Type, id));
      continue;
    }
    const priced = rule(resource, { id, template, usage });
    items.push(...priced.charges.map((charge) => costItem(charge, prices)));
    priced.notes?.forEach((note) => notes.add(note));
    if (priced.unpriced !== undefined) {
      unpriced.push({ type: resource.Type, ids: [id], reason: priced.unpriced });
    }
  }
  const zones = resourcesOf(template, 'AWS::ServiceDiscovery::PrivateDnsNamespace').length;
  return {
    items,
    usdPerHour: items.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0),
    usdAfterTwelveHours: zones * prices['private hosted zone'].usd,
    unpriced: joined(unpriced),
    notes: [...notes],
  };
}

/** Several templates as one. */
export function addEstimates(estimates: readonly Estimate[]): Estimate {
  return {
    items: estimates.flatMap(({ items }) => items),
    usdPerHour: estimates.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0),
    usdAfterTwelveHours: estimates.reduce((sum, { usdAfterTwelveHours }) => sum + usdAfterTwelveHours, 0),
    unpriced: joined(estimates.flatMap(({ unpriced }) => unpriced)),
    notes: [...new Set(estimates.flatMap(({ notes }) => notes))],
  };
}

/** What so many labs cost in so many hours, in US dollars. */
export function sessionCost(
  { usdPerHour, usdAfterTwelveHours }: Estimate,
  { hours, labs }: { readonly hours: number; readonly labs: number },
): number {
  const months = hours <= ZONE_GRACE_HOURS ? 0 : Math.ceil(hours / HOURS_PER_MONTH);
  return labs * (usdPerHour * hours + months * usdAfterTwelveHours);
}

function costItem(charge: Charge, prices: Readonly<Record<PriceName, Price>>): CostItem {
  const { usd, per } = prices[charge.price];
  const perHour = per.endsWith('-month') ? usd / HOURS_PER_MONTH : usd;
  return { ...charge, unitPriceUsd: usd, unit: per, usdPerHour: charge.quantity * perHour };
}

function unknownType(type: string, id: string): Unpriced {
  return { type, ids: [id], reason: 'a type without a price in the table' };
}

/** One row for each type and reason. */
function joined(rows: readonly Unpriced[]): Unpriced[] {
  const groups = new Map<string, Unpriced>();
  for (const { type, ids, reason } of rows) {
    const key = `${type}\n${reason}`;
    const known = groups.get(key);
    groups.set(key, { type, reason, ids: [...(known?.ids ?? []), ...ids] });
  }
  return [...groups.values()];
}
