import type { SloGenerateReport } from '../commands/slo/generate';
import type { Style } from './style';

/** What was written, one line a file that changed. */
export function formatSloGenerate(report: SloGenerateReport, style: Style): string {
  const { slos, written, unchanged, removed, untested } = report;
  const files = written.length + unchanged.length;
  return [
    ...written.map((path) => `wrote ${path}`),
    ...removed.map((path) => `removed ${path}`),
    ...untested.map((name) => style.warn(`${name} has no tests: its queries are more than selectors`)),
    style.good(`${slos.length} SLOs, ${files} files, ${unchanged.length} of them as they were`),
  ].join('\n');
}
