import type { Slo } from '../../slo/model';

/** The lab's own SLOs, as `observability/slo` has them. */
export function labSlos(_root: string): readonly Slo[] {
  return [];
}
