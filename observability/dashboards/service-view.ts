import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../../app/src/metrics/names';
import { PROBE_METRICS } from '../prober/src/names';
import { labDashboard } from './dashboard';
import { SIZE, SOME_THRESHOLDS, UNIT } from './house-style';
import { stat, timeSeries, type Query } from './panels';

const APP = 'job="sre-app"';
const RATE = '[$__rate_interval]';
const { requests, requestDuration, requestsInFlight, buildInfo } = METRICS;

/** Rate, errors and duration of the service; how full it is; which tasks there are and what finds them. */
export const serviceView = () =>
  labDashboard({ uid: 'service-view', title: 'Service view', source: 'service-view.ts' })
    .withRow(new RowBuilder('Rate, errors, duration: counted inside of the service'))
    .withPanel(requestRate())
    .withPanel(errorRatio())
    .withPanel(latency())
    .withRow(new RowBuilder('Seen from outside'))
    .withPanel(outsideIn())
    .withPanel(outsideInDuration())
    .withRow(new RowBuilder('Saturation'))
    .withPanel(inFlight())
    .withPanel(processors())
    .withPanel(memory())
    .withPanel(eventLoop())
    .withRow(new RowBuilder('Tasks and how they are found'))
    .withPanel(targetsUp())
    .withPanel(dnsAnswers())
    .withPanel(tasks())
    .withPanel(versions());

function requestRate() {
  return timeSeries({
    title: 'Requests a second, by route',
    description: 'Answered requests, without probes and the levers of the lab',
    queries: [{ expr: `sum by (route) (rate(${requests}${RATE}))`, legend: '{{route}}' }],
    size: SIZE.third,
    unit: UNIT.perSecond,
  });
}

function errorRatio() {
  return timeSeries({
    title: 'Error ratio, by route',
    description: 'The share of requests that were answered with a server error; a route without requests has none',
    queries: [
      {
        expr: [
          `sum by (route) (rate(${requests}{http_status=~"5.."}${RATE}))`,
          `/ (sum by (route) (rate(${requests}${RATE})) > 0)`,
        ].join('\n'),
        legend: '{{route}}',
      },
    ],
    size: SIZE.third,
    unit: UNIT.ratio,
  }).min(0);
}

function latency() {
  return timeSeries({
    title: 'Duration of good requests',
    description: 'Half, 95 % and 99 % of the requests without a server error were answered at least as quickly',
    queries: [quantile(0.5), quantile(0.95), quantile(0.99)],
    size: SIZE.third,
    unit: UNIT.seconds,
  });
}

function quantile(share: number): Query {
  return {
    // Without a request a quantile is NaN, which is no number to show.
    expr: `histogram_quantile(${share}, sum by (le) (rate(${requestDuration}_bucket{http_status!~"5.."}${RATE}))) >= 0`,
    legend: `p${share * 100}`,
  };
}

function outsideIn() {
  return timeSeries({
    title: 'Probes that failed, by reason',
    description: 'Of one probe a second from outside: what a user sees when nobody answers',
    queries: [{ expr: `sum by (reason) (rate(${PROBE_METRICS.failures}${RATE}))`, legend: '{{reason}}' }],
    size: SIZE.half,
    unit: UNIT.perSecond,
  }).min(0);
}

function outsideInDuration() {
  return timeSeries({
    title: 'Mean duration of a probe',
    description: 'From the look-up of the address to the end of the answer, or of the wait',
    queries: [
      {
        expr: `sum(rate(${PROBE_METRICS.duration}_sum${RATE})) / (sum(rate(${PROBE_METRICS.duration}_count${RATE})) > 0)`,
        legend: 'mean',
      },
    ],
    size: SIZE.half,
    unit: UNIT.seconds,
  });
}

function inFlight() {
  return timeSeries({
    title: 'Requests in flight',
    description: 'Requests that are being served at this moment',
    queries: [{ expr: `sum by (instance) (${requestsInFlight})`, legend: '{{instance}}' }],
    size: SIZE.quarter,
    unit: UNIT.count,
  });
}

function processors() {
  return timeSeries({
    title: 'Processor',
    description: 'Cores that each task keeps busy; a task has a quarter of one',
    queries: [{ expr: `rate(process_cpu_seconds_total{${APP}}${RATE})`, legend: '{{instance}}' }],
    size: SIZE.quarter,
    unit: UNIT.count,
  });
}

function memory() {
  return timeSeries({
    title: 'Memory',
    description: 'Resident memory of each task; it may have 512 MiB',
    queries: [{ expr: `process_resident_memory_bytes{${APP}}`, legend: '{{instance}}' }],
    size: SIZE.quarter,
    unit: UNIT.bytes,
  });
}

function eventLoop() {
  return timeSeries({
    title: 'Event loop, p99 of its lag',
    description: 'How late Node comes to what is due: the first sign of a busy process',
    queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${APP}}`, legend: '{{instance}}' }],
    size: SIZE.quarter,
    unit: UNIT.seconds,
  });
}

function targetsUp() {
  return stat({
    title: 'Targets up',
    description: 'Tasks of the app that Prometheus scrapes successfully',
    queries: [{ expr: `sum(up{${APP}}) or vector(0)`, legend: 'up' }],
    size: SIZE.sixth,
    unit: UNIT.count,
    thresholds: SOME_THRESHOLDS,
  });
}

function dnsAnswers() {
  return stat({
    title: 'DNS answers',
    description: 'Addresses that sre-app-service.sre.local has in DNS, as Prometheus found them',
    queries: [{ expr: `count(up{${APP},target!=""}) or vector(0)`, legend: 'addresses' }],
    size: SIZE.sixth,
    unit: UNIT.count,
    thresholds: SOME_THRESHOLDS,
  });
}

function tasks() {
  return timeSeries({
    title: 'Tasks, by address',
    description: 'A line at 1 is a task that is scraped; one that ends is a task that DNS no longer has',
    queries: [{ expr: `max by (instance) (up{${APP}})`, legend: '{{instance}}' }],
    size: SIZE.third,
    unit: UNIT.count,
  })
    .min(0)
    .max(1);
}

function versions() {
  return timeSeries({
    title: 'Tasks, by version',
    description: 'How many tasks run which version of the app: a deployment is where one line takes over from another',
    queries: [{ expr: `sum by (version) (${buildInfo})`, legend: '{{version}}' }],
    size: SIZE.third,
    unit: UNIT.count,
  }).min(0);
}
