import type { AddressRecord, ServiceRecord, Zone } from './zone';

/** What one existing name can answer with. */
export interface IndexedName {
  readonly zone: Zone;
  readonly ttlSeconds: number;
  /** The most records that one answer holds. */
  readonly limit: number;
  readonly addresses: readonly AddressRecord[];
  readonly services: readonly ServiceRecord[];
}

/** Zones prepared for answering; made once for each publication, not for each query. */
export interface ZoneIndex {
  /** By zone name, lower case. */
  readonly zones: ReadonlyMap<string, Zone>;
  /** By fully qualified name, lower case: apexes and empty names between an apex and a deeper name too. */
  readonly names: ReadonlyMap<string, IndexedName>;
}

/** Route 53 answers a multivalue query with at most eight records. */
const MULTIVALUE_LIMIT = 8;

/** Prepares zones for `answer`. */
export function indexZones(zones: readonly Zone[]): ZoneIndex {
  const names = new Map<string, IndexedName>();
  for (const zone of zones) {
    names.set(zone.name.toLowerCase(), emptyName(zone));
    for (const { name, ttlSeconds, routing, records } of zone.names) {
      for (const parent of namesBetween(name.toLowerCase(), zone.name.toLowerCase())) {
        if (!names.has(parent)) names.set(parent, emptyName(zone));
      }
      names.set(name.toLowerCase(), {
        zone,
        ttlSeconds,
        limit: routing === 'MULTIVALUE' ? MULTIVALUE_LIMIT : 1,
        addresses: records.filter((record) => record.type === 'A'),
        services: records.filter((record) => record.type === 'SRV'),
      });
    }
  }
  return { names, zones: new Map(zones.map((zone) => [zone.name.toLowerCase(), zone])) };
}

/** The most specific zone that holds a name, given in lower case. */
export function zoneOf({ zones }: ZoneIndex, name: string): Zone | undefined {
  for (let suffix = name; ; suffix = suffix.slice(suffix.indexOf('.') + 1)) {
    const zone = zones.get(suffix);
    if (zone !== undefined || !suffix.includes('.')) return zone;
  }
}

/** `b.sre.local` for `a.b.sre.local` in `sre.local`: RFC 8020 has such names exist. */
function namesBetween(name: string, apex: string): string[] {
  const between: string[] = [];
  let parent = name.slice(name.indexOf('.') + 1);
  while (parent.length > apex.length && parent.endsWith(`.${apex}`)) {
    between.push(parent);
    parent = parent.slice(parent.indexOf('.') + 1);
  }
  return between;
}

function emptyName(zone: Zone): IndexedName {
  return { zone, ttlSeconds: 0, limit: 0, addresses: [], services: [] };
}
