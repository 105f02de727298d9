import { addEstimates, estimate, sessionCost } from '../../cost/estimate';
import type { Estimate } from '../../cost/model';
import { PRICE_REGION, PRICES_AS_OF } from '../../cost/prices';
import type { Synthesis } from './synthesize';

/** What `lab cost` tells; money is in US dollars. */
export interface CostReport {
  readonly stacks: readonly string[];
  /** The region of the prices. */
  readonly region: string;
  readonly pricesAsOf: string;
  readonly usdPerHour: number;
  /** False when something of the template has no price: the lab then costs more than `usdPerHour`. */
  readonly complete: boolean;
  readonly lab: Estimate;
  /** What the images cost beside all labs. */
  readonly images: Estimate;
  readonly hours: number;
  readonly labs: number;
  readonly requestsPerSecond: number;
  /** So many labs for so many hours. */
  readonly sessionUsd: number;
  readonly notIncluded: readonly string[];
}

const NOT_INCLUDED = [
  'data transfer: $0.09 a GB to the internet after the first 100 GB of a month, $0.01 a GB between zones',
  'DNS queries, calls of APIs, and the storage of logs: cents in a month',
  'free tiers, discounts and taxes',
];

/** The report on what was synthesized. */
export function costReport(
  { lab, images }: Synthesis,
  { hours, labs, traffic }: { readonly hours: number; readonly labs: number; readonly traffic: number },
): CostReport {
  const usage = { requestsPerSecond: traffic };
  const whole = addEstimates(lab.map(({ template }) => estimate(template, usage)));
  return {
    stacks: lab.map(({ name }) => name),
    region: PRICE_REGION,
    pricesAsOf: PRICES_AS_OF,
    usdPerHour: whole.usdPerHour,
    complete: whole.unpriced.length === 0,
    lab: whole,
    images: addEstimates(images.map(({ template }) => estimate(template, usage))),
    hours,
    labs,
    requestsPerSecond: traffic,
    sessionUsd: sessionCost(whole, { hours, labs }),
    notIncluded: NOT_INCLUDED,
  };
}
