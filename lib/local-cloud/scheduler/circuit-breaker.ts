/** How the number of tolerated failures follows from the desired count; ECS's default is BOUNDED_PERCENT 50. */
export interface ThresholdRule {
  readonly type: 'COUNT' | 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT';
  readonly value: number;
}

export const DEFAULT_THRESHOLD: ThresholdRule = { type: 'BOUNDED_PERCENT', value: 50 };

const BOUNDS = { least: 3, most: 200 };

/**
 * Failed tasks at which the deployment circuit breaker trips: half of the desired count, at least 3 and at most 200.
 * Source: Amazon ECS developer guide, "How the Amazon ECS deployment circuit breaker detects failures".
 */
export function failureThreshold(desiredCount: number, rule: ThresholdRule = DEFAULT_THRESHOLD): number {
  if (rule.type === 'COUNT') return rule.value;
  const share = Math.ceil((desiredCount * rule.value) / 100);
  return rule.type === 'UNBOUNDED_PERCENT' ? Math.max(1, share) : Math.min(BOUNDS.most, Math.max(BOUNDS.least, share));
}
