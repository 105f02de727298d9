import { createProbeMetrics } from '../../../observability/prober/src/metrics';
import { FAILURE_REASONS } from '../../../observability/prober/src/names';
import { describeWithPromtool, promtool, titled } from '../../_helpers/promtool';
import { sample, seriesOf } from '../../app/_helpers/samples';

const failed = (reason: (typeof FAILURE_REASONS)[number], seconds = 0.001) => ({
  seconds,
  failure: { reason, detail: '' },
});

describe("the prober's metrics", () => {
  test('are all there, at 0, before the first probe; whether the last one was answered is not known yet', () => {
    const text = createProbeMetrics().render();
    expect(sample(text, 'outside_in_probes_total')).toBe(0);
    expect(seriesOf(text, 'outside_in_probe_failures_total')).toEqual(
      ['status', 'timeout', 'refused', 'no_address', 'reset', 'other'].map(
        (reason) => `outside_in_probe_failures_total{reason="${reason}"}`,
      ),
    );
    expect(sample(text, 'outside_in_probe_duration_seconds_count')).toBe(0);
    expect(text).not.toContain('outside_in_probe_success');
  });

  test('count every probe once, and every failure under its reason', () => {
    const metrics = createProbeMetrics();
    metrics.record({ seconds: 0.004 });
    metrics.record(failed('refused'));
    metrics.record(failed('refused'));
    metrics.record(failed('timeout', 0.9));
    const text = metrics.render();
    expect(sample(text, 'outside_in_probes_total')).toBe(4);
    expect(sample(text, 'outside_in_probe_failures_total{reason="refused"}')).toBe(2);
    expect(sample(text, 'outside_in_probe_failures_total{reason="timeout"}')).toBe(1);
    expect(sample(text, 'outside_in_probe_success')).toBe(0);
    metrics.record({ seconds: 0.004 });
    expect(sample(metrics.render(), 'outside_in_probe_success')).toBe(1);
  });

  test('count no outage while the service starts, and tell that the last probe failed', () => {
    const metrics = createProbeMetrics(() => 0);
    metrics.record(failed('no_address'));
    expect(sample(metrics.render(), 'outside_in_probes_total')).toBe(0);
    expect(sample(metrics.render(), 'outside_in_probe_failures_total{reason="no_address"}')).toBe(0);
    expect(sample(metrics.render(), 'outside_in_probe_duration_seconds_count')).toBe(0);
    expect(sample(metrics.render(), 'outside_in_probe_success')).toBe(0);
    metrics.record({ seconds: 0.004 });
    metrics.record(failed('no_address'));
    expect(sample(metrics.render(), 'outside_in_probes_total')).toBe(2);
    expect(sample(metrics.render(), 'outside_in_probe_failures_total{reason="no_address"}')).toBe(1);
  });

  test('count a service that has not come three minutes later', () => {
    let now = 0;
    const metrics = createProbeMetrics(() => now);
    metrics.record(failed('no_address'));
    now = 180_001;
    metrics.record(failed('no_address'));
    metrics.record(failed('refused'));
    expect(sample(metrics.render(), 'outside_in_probes_total')).toBe(2);
    expect(sample(metrics.render(), 'outside_in_probe_failures_total{reason="no_address"}')).toBe(1);
  });

  test('have a cumulative histogram of seconds', () => {
    const metrics = createProbeMetrics();
    for (const seconds of [0.005, 0.006, 0.25, 0.95]) metrics.record({ seconds });
    const text = metrics.render();
    const bucket = (le: string) => sample(text, `outside_in_probe_duration_seconds_bucket{le="${le}"}`);
    expect(['0.005', '0.01', '0.2', '0.3', '0.5', '1', '+Inf'].map(bucket)).toEqual([1, 2, 2, 3, 3, 4, 4]);
    expect(sample(text, 'outside_in_probe_duration_seconds_sum')).toBeCloseTo(1.211);
    expect(sample(text, 'outside_in_probe_duration_seconds_count')).toBe(4);
  });
});

describeWithPromtool(titled("the prober's metrics, in the words of the real promtool"), () => {
  test('are well named, documented and in the right format', () => {
    const metrics = createProbeMetrics();
    metrics.record({ seconds: 0.004 });
    FAILURE_REASONS.forEach((reason) => metrics.record(failed(reason)));
    expect(promtool(['check', 'metrics'], { input: metrics.render() }).output).toBe('');
  });
});
