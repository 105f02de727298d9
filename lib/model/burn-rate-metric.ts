/**
 * The one number that the observability service publishes to CloudWatch, where deployments and experiments can see it.
 * It is what the fast page of the real month compares: the smaller burn rate of its two windows, of the worse of the two
 * SLOs that see an outage; 0 while there are too few bad events to judge by (SRE Workbook, chapter 5, as the rules).
 */
export const BURN_RATE_METRIC = {
  namespace: 'SreSloLab',
  name: 'BurnRate',
  /** Its value is the lab's stack. */
  dimension: 'Lab',
  query: [
    'max(',
    '  min by (slo) (slo:burn_rate{slo=~"availability|outside-in",objective="99.9%",window=~"1h|5m"})',
    '  * on (slo)',
    '  (slo:bad_events:increase{slo=~"availability|outside-in",objective="99.9%",window="1h"} > bool 2.9)',
    ')',
  ].join('\n'),
  /** 2 % of a month's budget in an hour. */
  pageAbove: 14.4,
} as const;
