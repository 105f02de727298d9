import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { withNeighboursAt } from '../../../lib/cli/prometheus/neighbours';

const SHIPPED = readFileSync(join(__dirname, '../../../observability/prometheus/prometheus.yml'), 'utf8');

describe("Prometheus' configuration for a task whose localhost is the machine's", () => {
  test('scrapes the shipped neighbours at the address of the task, alerts there, and keeps all the rest', () => {
    const [before, after] = [parse(SHIPPED), parse(withNeighboursAt(SHIPPED, '127.1.2.3'))];
    const [app, prober] = before.scrape_configs;
    expect(after).toEqual({
      ...before,
      scrape_configs: [
        app,
        { ...prober, static_configs: [{ targets: ['127.1.2.3:9115'], labels: { instance: 'localhost:9115' } }] },
      ],
      alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.1.2.3:9093'] }] }] },
    });
  });

  test('leaves other targets alone, and labels that say more', () => {
    const configuration = JSON.stringify({
      scrape_configs: [
        { job_name: 'dns', dns_sd_configs: [{ names: ['a'] }] },
        {
          job_name: 'static',
          static_configs: [
            { targets: ['localhost:1', 'elsewhere:2', 'localhost:3'], labels: { team: 'a' } },
            { targets: ['localhost:4'], labels: { instance: 'four' } },
          ],
        },
      ],
    });
    expect(parse(withNeighboursAt(configuration, '127.1.2.3')).scrape_configs).toEqual([
      { job_name: 'dns', dns_sd_configs: [{ names: ['a'] }] },
      {
        job_name: 'static',
        static_configs: [
          { targets: ['elsewhere:2'], labels: { team: 'a' } },
          { targets: ['127.1.2.3:1'], labels: { instance: 'localhost:1', team: 'a' } },
          { targets: ['127.1.2.3:3'], labels: { instance: 'localhost:3', team: 'a' } },
          { targets: ['127.1.2.3:4'], labels: { instance: 'four' } },
        ],
      },
    ]);
  });
});
