import { readSlos, type SloInputs } from '../../../lib/slo/input/index';

/** One of each kind, and nothing wrong: an SLO on events with a ladder on the class clock, one on slices of a gauge. */
export const VALID = `apiVersion: openslo/v1
kind: Service
metadata:
  name: shop
spec:
  description: Where people buy.
---
apiVersion: openslo/v1
kind: DataSource
metadata:
  name: prometheus
spec:
  type: Prometheus
  connectionDetails:
    url: http://localhost:9090
---
apiVersion: openslo/v1
kind: SLI
metadata:
  name: speed
  annotations:
    sre-slo-lab.dev/histogram: classic
spec:
  thresholdMetric:
    metricSource:
      metricSourceRef: prometheus
      spec:
        query: request_seconds{job="shop"}
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: errors
  displayName: Errors of the shop
  labels:
    team: [web, sre]
  annotations:
    sre-slo-lab.dev/runbook: docs/runbooks/errors.md
    sre-slo-lab.dev/class-period: 50m
    sre-slo-lab.dev/objectives.0.class-target: 95%
    example.org/note: not ours
spec:
  description: Requests without an error.
  service: shop
  indicator:
    metadata:
      name: errors
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total{code=~"5.."}
        total:
          metricSource:
            type: Prometheus
            spec:
              query: requests_total
  timeWindow:
    - duration: 4w
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: three nines
      targetPercent: 99.9
    - target: 0.98
  alertPolicies:
    - alertPolicyRef: ladder
    - kind: AlertPolicy
      metadata:
        name: one-window
      spec:
        conditions:
          - kind: AlertCondition
            metadata:
              name: two-percent
            spec:
              severity: page
              condition:
                kind: burnrate
                threshold: 14.4
                lookbackWindow: 1h
        notificationTargets:
          - kind: AlertNotificationTarget
            metadata:
              name: pager
            spec:
              target: pagerduty
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: fast
spec:
  service: shop
  indicatorRef: speed
  timeWindow:
    - duration: 30d
      calendar:
        startTime: 2026-01-01 00:00:00
        timeZone: Europe/Berlin
  budgetingMethod: Timeslices
  objectives:
    - op: lte
      value: 0.3
      target: 0.99
      timeSliceTarget: 0.95
      timeSliceWindow: 5
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata:
  name: ladder
  annotations:
    sre-slo-lab.dev/clock: class
    sre-slo-lab.dev/tier.slow: action=ticket severity=P3 long=10m short=50s burn-rate=2
    sre-slo-lab.dev/tier.fast: action=page severity=P1 long=1m short=20s budget-share=10% keep-firing=30s
spec:
  alertWhenBreaching: true
  conditions:
    - conditionRef: slow
  notificationTargets:
    - targetRef: class
---
apiVersion: openslo/v1
kind: AlertCondition
metadata:
  name: slow
spec:
  severity: P3
  condition:
    kind: burnrate
    op: gt
    threshold: 2
    lookbackWindow: 10m
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata:
  name: class
spec:
  target: email
`;

/** What is said of one file. */
export function read(text: string): SloInputs {
  return readSlos([{ file: 'slos.yaml', text }]);
}

/** Each problem in one line, as `lab slo check` prints it. */
export function problemsOf(text: string): string[] {
  return read(text).problems.map(
    ({ file, line, path, got, message }) => `${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`,
  );
}

/**
 * What is said when one part of `VALID` is written otherwise: `+1 path: got …` is a line below the change's first one.
 * The part must be there once.
 */
export function problemsWith(part: string, replacement: string): string[] {
  const [before, after, ...more] = VALID.split(part);
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`not there once: ${part}`);
  const text = before + replacement + after;
  const firstLine = before.split('\n').length;
  return read(text).problems.map(
    ({ line, path, got, message }) =>
      `${line < firstLine ? '' : '+'}${line - firstLine} ${path === '' ? '' : `${path}: `}got ${got}; ${message}`,
  );
}

/** [what is wrong, a part of the valid documents, what is there instead, what is said of it] */
export type Refusal = readonly [title: string, part: string, replacement: string, said: readonly string[]];
