import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { readSlos } from '../../lib/slo/input/index';

const FOLDER = join(findProjectRoot(__dirname), 'observability/slo');

/** The lab's availability SLO under as many names, beside what they share: about 1.5 KB an SLO. */
function manySlos(count: number): string {
  const [shared, availability] = ['shared.yaml', 'availability.yaml'].map((name) =>
    readFileSync(join(FOLDER, name), 'utf8'),
  );
  const slos = Array.from({ length: count }, (_, i) =>
    availability!.replaceAll('name: availability', `name: availability-${i}`),
  );
  return [shared, ...slos].join('---\n');
}

/** Checks that many SLOs once, in a process of its own; prints seconds and megabytes. */
function main(): void {
  const count = Number(process.argv[2]);
  const text = manySlos(count);
  const started = performance.now();
  const { slos, problems } = readSlos([{ file: 'slos.yaml', text }]);
  const seconds = (performance.now() - started) / 1000;
  if (slos.length !== count || problems.length > 0) throw new Error(`${slos.length} SLOs, ${problems.length} problems`);
  process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

main();
