import { parse, stringify } from 'yaml';
import { LabError } from '../../model/errors';

/**
 * The same configuration for a machine whose resolver does not know the lab's names: each `dns_sd_configs` becomes
 * `http_sd_configs` that ask `discovery` for the same names. Targets and `__meta_dns_name` stay what DNS would give;
 * whatever else is in the configuration stays as it is.
 * @param discovery an URL that takes `?name=…&port=…`
 */
export function withHttpDiscovery(configuration: string, discovery: string): string {
  const document: Configuration = parse(configuration);
  return stringify({
    ...document,
    scrape_configs: document.scrape_configs?.map((job) => withoutDns(job, discovery)),
  });
}

interface Configuration {
  readonly scrape_configs?: readonly Job[];
}

interface Job {
  readonly job_name: string;
  readonly dns_sd_configs?: readonly DnsDiscovery[];
  readonly http_sd_configs?: readonly object[];
}

interface DnsDiscovery {
  readonly names: readonly string[];
  /** @default SRV, as in Prometheus */
  readonly type?: string;
  readonly port?: number;
  readonly refresh_interval?: string;
}

function withoutDns({ dns_sd_configs: dns, ...job }: Job, discovery: string): Job {
  if (dns === undefined) return job;
  const asked = dns.flatMap((one) => inHttp(job.job_name, one, discovery));
  return { ...job, http_sd_configs: [...(job.http_sd_configs ?? []), ...asked] };
}

function inHttp(job: string, dns: DnsDiscovery, discovery: string): object[] {
  const { names, type = 'SRV', port, ...rest } = dns;
  if (type !== 'A' || port === undefined) {
    throw new LabError(
      'DiscoveryType',
      `job ${job} looks for DNS records of type ${type}; on the loopback network only type A with a port can be asked for`,
    );
  }
  // Not encoded: entrypoint.sh puts a named lab's namespace into the names.
  return names.map((name) => ({ url: `${discovery}?name=${name}&port=${port}`, ...rest }));
}
