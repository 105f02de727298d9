import type { ExtendReport } from '../commands/extend';
import { endText } from './end';
import type { Style } from './style';

export function formatExtend({ cluster, ends, ended, isAtZero }: ExtendReport, style: Style, now: Date): string {
  const before = ended === ends ? ', as before' : style.quiet(` (before: ${ended})`);
  const lines = [`${style.strong(cluster)} ends ${endText(ends, now)}${before}`];
  if (isAtZero) lines.push(style.warn('its services have no task now: "npx lab scale" brings them back'));
  return lines.join('\n');
}
