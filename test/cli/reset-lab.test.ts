import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LabApi } from '../../lib/aws/lab-api';
import { resetLab } from '../../lib/cli/reset-lab';
import { fetchTargets, queryInstant } from '../../lib/cli/prometheus/api';
import { fakeContext } from './fake-host';
import { fakeApi, healthyLab, taskOf, type FakeLab } from './status/fake-lab';

jest.mock('../../lib/cli/prometheus/api');

const SERVICE = 'sre-observability-service';

describe('lab reset', () => {
  let lab: FakeLab;
  const asked: unknown[] = [];
  const run = () => {
    const stopTask: LabApi['stopTask'] = async (...call) => {
      asked.push(call);
      replace();
    };
    return resetLab(
      { api: { ...fakeApi(lab), stopTask }, cluster: 'SreSloLab', endpoint: null, dns: null },
      fakeContext(),
    );
  };
  /** What ECS does once the old task is gone. */
  const replace = () => {
    const containers = [{ name: 'prometheus', lastStatus: 'RUNNING' }];
    lab.tasks[SERVICE] = [taskOf('cccc3333cccc', '10.0.0.9', { containers })];
    lab.publicAddresses['eni-cccc3333cccc'] = '127.0.3.9';
  };

  beforeEach(() => {
    lab = healthyLab();
    jest.mocked(queryInstant).mockResolvedValue([{ labels: {}, value: 38 }]);
    jest
      .mocked(fetchTargets)
      .mockResolvedValue([{ job: 'sre-app', address: '10.0.0.5:5000', health: 'up', lastError: '' }]);
  });

  it('stops the task of observability, and is done when another one has scraped the app', async () => {
    const report = await run();
    expect(asked).toEqual([['SreSloLab', 'bbbb2222bbbb', 'lab reset: observability starts anew']]);
    expect(report).toMatchObject({
      stopped: ['bbbb2222bbbb'],
      started: 'cccc3333cccc',
      prometheus: 'http://127.0.3.9:9090',
      hasHistory: true,
    });
    expect(queryInstant).toHaveBeenCalledWith(
      'http://127.0.3.9:9090',
      'count(last_over_time({source="backfill"}[1h]))',
    );
  });

  it('says so when the new Prometheus has no synthetic month, as on AWS', async () => {
    jest.mocked(queryInstant).mockResolvedValue([]);
    expect(await run()).toMatchObject({ hasHistory: false });
  });

  it('fails where there is no lab', async () => {
    lab.services = [];
    await expect(run()).rejects.toThrow('there is no lab (cluster SreSloLab) at this AWS account and region');
  });
});

describe('an instant query', () => {
  const { queryInstant: query } =
    jest.requireActual<typeof import('../../lib/cli/prometheus/api')>('../../lib/cli/prometheus/api');

  it('gives labels and values, or nothing where no Prometheus answers', async () => {
    let body = JSON.stringify({
      data: {
        result: [
          { metric: { slo: 'a' }, value: [1, '0.65'] },
          { metric: {}, value: [1, '+Inf'] },
        ],
      },
    });
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end(body);
    }).listen(0);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await query(url, 'a + b')).toEqual([
        { labels: { slo: 'a' }, value: 0.65 },
        { labels: {}, value: Infinity },
      ]);
      expect(asked).toEqual(['/api/v1/query?query=a+%2B+b']);
      body = '<html>';
      expect(await query(url, 'a')).toBeUndefined();
    } finally {
      server.close();
    }
  });
});
