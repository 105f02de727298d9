import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../lib/model/sampling';
import { generate } from '../../lib/slo/generate';
import { readSlos } from '../../lib/slo/input/index';

const FOLDER = join(findProjectRoot(__dirname), 'observability/slo');
const OUTPUT = { rules: 'rules', tests: 'tests' };

/** Generates rules and rule tests of that many SLOs, copies of the lab's, once; prints seconds and megabytes. */
function main(): void {
  const count = Number(process.argv[2]);
  const files = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));
  const { slos } = readSlos(files);
  const many = Array.from({ length: count }, (_, index) => {
    const slo = slos[index % slos.length]!;
    return { ...slo, name: `${slo.name}-${index}` };
  });
  const started = performance.now();
  const made = generate(many, { sampling: LAB_SAMPLING, buckets: HISTOGRAM_BUCKETS }, OUTPUT);
  const seconds = (performance.now() - started) / 1000;
  if (made.problems.length > 0 || made.untested.length > 0)
    throw new Error(`${made.untested.length} SLOs without tests`);
  process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

main();
