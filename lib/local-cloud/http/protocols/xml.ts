/** What an item of a list is called inside the list's own element; a flat list repeats the element itself. */
type ListElement = 'member' | 'item' | 'flat';

/** A value as XML elements: arrays become `<listElement>`s inside their name, Dates ISO 8601, undefined nothing. */
export function toXml(name: string, value: unknown, listElement: ListElement): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && listElement === 'flat') return value.map((item) => toXml(name, item, 'flat')).join('');
  return `<${name}>${content(value, listElement)}</${name}>`;
}

/** The inside of an element. */
export function content(value: unknown, listElement: ListElement): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toXml(listElement, item, listElement)).join('');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, item]) => toXml(key, item, listElement))
      .join('');
  }
  return escapeXml(String(value));
}

/** Text for inside an element; characters that XML 1.0 forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' })[c]!)
    .replace(FORBIDDEN, '�');
}

// oxlint-disable-next-line no-control-regex -- control characters are exactly what XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
