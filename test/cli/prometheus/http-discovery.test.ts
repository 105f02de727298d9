import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { withHttpDiscovery } from '../../../lib/cli/prometheus/http-discovery';

const SHIPPED = readFileSync(join(__dirname, '../../../observability/prometheus/prometheus.yml'), 'utf8');
const DISCOVERY = 'http://127.0.0.1:4000/dns-sd';

describe("Prometheus' configuration with HTTP in the place of DNS", () => {
  test('asks for the names, ports and intervals of the shipped one, and keeps all the rest', () => {
    const [before, after] = [parse(SHIPPED), parse(withHttpDiscovery(SHIPPED, DISCOVERY))];
    const [{ dns_sd_configs: dns, ...job }, ...others] = before.scrape_configs;
    expect(dns).toHaveLength(1);
    const url = `${DISCOVERY}?name=${dns[0].names[0]}&port=${dns[0].port}`;
    expect(after).toEqual({
      ...before,
      scrape_configs: [
        { ...job, http_sd_configs: [{ url, refresh_interval: dns[0].refresh_interval }] },
        ...parse(withHttpDiscovery(JSON.stringify({ scrape_configs: others }), DISCOVERY)).scrape_configs,
      ],
    });
    expect(JSON.stringify(after)).not.toContain('dns_sd_configs');
  });

  test("leaves a named lab's namespace to the entry point: the names are in plain sight", () => {
    expect(withHttpDiscovery(SHIPPED, DISCOVERY)).toContain('name=sre-app-service.sre.local&port=5000');
  });

  test('adds to what a job discovers over HTTP already, and leaves other jobs alone', () => {
    const configuration = JSON.stringify({
      scrape_configs: [
        { job_name: 'static', static_configs: [{ targets: ['localhost:9090'] }] },
        {
          job_name: 'two',
          dns_sd_configs: [{ names: ['a', 'b'], type: 'A', port: 1 }],
          http_sd_configs: [{ url: 'x' }],
        },
      ],
    });
    expect(parse(withHttpDiscovery(configuration, DISCOVERY)).scrape_configs).toEqual([
      { job_name: 'static', static_configs: [{ targets: ['localhost:9090'] }] },
      {
        job_name: 'two',
        http_sd_configs: [{ url: 'x' }, { url: `${DISCOVERY}?name=a&port=1` }, { url: `${DISCOVERY}?name=b&port=1` }],
      },
    ]);
  });

  test('fails on records that have no address in them', () => {
    const configuration = JSON.stringify({ scrape_configs: [{ job_name: 'srv', dns_sd_configs: [{ names: ['a'] }] }] });
    expect(() => withHttpDiscovery(configuration, DISCOVERY)).toThrow(
      'job srv looks for DNS records of type SRV; on the loopback network only type A with a port can be asked for',
    );
  });
});
