import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../lib/model/sampling';
import { generate } from '../../lib/slo/generate';
import type { Slo } from '../../lib/slo/model';

const FOLDERS = { rules: 'observability/prometheus/rules/slo', tests: 'observability/prometheus/tests/slo' };

/** Seconds that rules and rule tests of `count` SLOs take: copies of those given, each with a name of its own. */
export function generateMany(slos: readonly Slo[], count: number): number {
  const many = Array.from({ length: count }, (_, index) => ({
    ...slos[index % slos.length]!,
    name: `${slos[index % slos.length]!.name}-${index}`,
  }));
  const started = performance.now();
  const { files, problems } = generate(many, { sampling: LAB_SAMPLING, buckets: HISTOGRAM_BUCKETS }, FOLDERS);
  if (problems.length > 0 || files.length < count)
    throw new Error(`${files.length} files, ${problems.length} problems`);
  return (performance.now() - started) / 1000;
}
