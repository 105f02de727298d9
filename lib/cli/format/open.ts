import type { OpenReport } from '../commands/open';
import type { Style } from './style';

/** The address first, so that it can be copied or clicked. */
export function formatOpen({ name, url, opened }: OpenReport, style: Style): string {
  return `${style.link(url)}  ${style.quiet(opened ? `${name}, in your browser` : name)}`;
}
