/** How the lab's Prometheus looks at the lab (prometheus.yml, entrypoint.sh); seconds. A test holds them together. */
export const LAB_SAMPLING = {
  /** The slowest of its scrapes: SLO windows are measured by it. */
  scrapeSeconds: 5,
  evaluationSeconds: 5,
  retentionSeconds: 60 * 86_400,
} as const;

/** Bucket edges of the app's classic histograms (app/src/metrics/names.ts). A test holds them together. */
export const HISTOGRAM_BUCKETS: ReadonlyMap<string, readonly number[]> = new Map([
  ['http_request_duration_seconds', [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10]],
]);
