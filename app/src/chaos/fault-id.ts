import { createHash } from 'node:crypto';
import { ALL_ROUTES, type Fault, isRequestFault } from './fault';

/** The id that a fault has when its author gives none: the same type, route and owner make the same one. */
export function idOf(fault: Fault): string {
  if (fault.id !== undefined) return fault.id;
  const parts = [fault.type.replaceAll('_', '-')];
  if (isRequestFault(fault)) parts.push(fault.route === ALL_ROUTES ? 'all' : slugOf(fault.route));
  if (fault.owner !== undefined) parts.push(slugOf(fault.owner));
  return parts.join('-');
}

/** A word for a URL. A text that is not told by it alone adds a few digits of its hash. */
function slugOf(text: string): string {
  if (text === '/') return 'home';
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, 20);
  if (text === slug || (text === `/${words.join('/')}` && slug === words.join('-'))) return slug;
  return [slug, createHash('sha256').update(text).digest('hex').slice(0, 6)].filter(Boolean).join('-');
}
