import { answer } from '../../dns/answer';
import type { ZoneIndex } from '../../dns/zone-index';

/** One group of Prometheus' HTTP service discovery. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What `dns_sd_configs` makes of an A query, as `http_sd_configs` wants it: the same answer (at most eight addresses), and
 * the label `__meta_dns_name`, which relabelling reads. A name without an address has no group.
 */
export function targetGroups(index: ZoneIndex, query: TargetQuery, random: () => number): TargetGroup[] {
  const { name, port } = query;
  const { answers } = answer(index, { type: 'A', name }, random);
  const targets = answers.flatMap((record) => (record.type === 'A' ? [`${record.data}:${port}`] : []));
  return targets.length === 0 ? [] : [{ targets, labels: { __meta_dns_name: name } }];
}

export interface TargetQuery {
  readonly name: string;
  readonly port: number;
}

/** Reads `/dns-sd?name=…&port=…`; undefined for anything else. */
export function readTargetQuery(url: string): TargetQuery | undefined {
  const { pathname, searchParams } = new URL(url, 'http://discovery');
  const name = searchParams.get('name');
  const port = searchParams.get('port') ?? '';
  if (pathname !== DISCOVERY_PATH || !name || !/^\d{1,5}$/.test(port)) return undefined;
  return { name, port: Number(port) };
}

export const DISCOVERY_PATH = '/dns-sd';
