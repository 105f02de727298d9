import { readConfig } from '../../../observability/publisher/src/config';

const GIVEN = { QUERY: 'max(slo:burn_rate)', METRIC_NAMESPACE: 'SreSloLab', METRIC_NAME: 'BurnRate', LAB: 'SreSloLab' };

describe("the publisher's configuration", () => {
  test('asks the Prometheus of its own task, once a minute', () => {
    expect(readConfig(GIVEN)).toEqual({
      prometheus: new URL('http://localhost:9090'),
      query: 'max(slo:burn_rate)',
      namespace: 'SreSloLab',
      metric: 'BurnRate',
      lab: 'SreSloLab',
      periodMs: 60_000,
    });
  });

  test.each([
    [{ ...GIVEN, QUERY: undefined }, 'QUERY must not be empty, and it is not set'],
    [{ ...GIVEN, LAB: ' ' }, 'LAB must not be empty, and it is'],
    [
      { ...GIVEN, PROMETHEUS_URL: 'localhost:9090' },
      'PROMETHEUS_URL must be an http:// URL such as http://localhost:9090, got "localhost:9090"',
    ],
    [{ ...GIVEN, PERIOD_SECONDS: '0' }, 'PERIOD_SECONDS must be a whole number from 1 to 3600, got "0"'],
    [{ ...GIVEN, PERIOD_SECONDS: '1.5' }, 'PERIOD_SECONDS must be a whole number from 1 to 3600, got "1.5"'],
  ])('fails on %j', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});
