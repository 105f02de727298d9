import type { PriceName } from './prices';
import type { Resource, Template } from './template';

/** What cannot be read from a template and decides some prices. */
export interface Usage {
  /** Requests a second to the app. */
  readonly requestsPerSecond: number;
}

/** So much of something that has a price. */
export interface Charge {
  /** What it is for, in the words of the screen: `sre-app-service: 1 task, 0.25 vCPU`. */
  readonly what: string;
  readonly price: PriceName;
  /** In the price's unit: so many at a time, or, of a unit without time in it, so much an hour. */
  readonly quantity: number;
  /** `estimate`: it depends on use, and `Usage` is an assumption. */
  readonly basis: 'fixed' | 'estimate';
}

/** What a resource costs, as far as it is known. */
export interface Priced {
  readonly charges: readonly Charge[];
  /** Why a part of it has no price here; absent when all of it has. */
  readonly unpriced?: string;
  /** What costs nothing until it is used, or more when it is used more. */
  readonly notes?: readonly string[];
}

/** What a rule may look at. */
export interface RuleContext {
  readonly id: string;
  readonly template: Template;
  readonly usage: Usage;
}

/** The price of one type of resource. */
export type Rule = (resource: Resource, context: RuleContext) => Priced;

/** A charge with its arithmetic done. */
export interface CostItem extends Charge {
  readonly unitPriceUsd: number;
  readonly unit: string;
  readonly usdPerHour: number;
}

/** Resources whose price is not known here. */
export interface Unpriced {
  readonly type: string;
  readonly ids: readonly string[];
  readonly reason: string;
}

/** What a template costs while it is deployed. */
export interface Estimate {
  readonly items: readonly CostItem[];
  readonly usdPerHour: number;
  /** Paid once for each begun month, unless the lab is gone within twelve hours. */
  readonly usdAfterTwelveHours: number;
  readonly unpriced: readonly Unpriced[];
  readonly notes: readonly string[];
}
