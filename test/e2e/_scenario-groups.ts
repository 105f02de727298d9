/**
 * Every scenario, in files of about the same length, each on a lab of its own: what spends the same budget is spread, and what
 * leaves many requests in the windows, or takes Prometheus away, comes last.
 */
export const SCENARIO_GROUPS = {
  'scenarios-1': ['partial-failure', 'task-killed', 'client-errors', 'memory-leak', 'partition', 'prometheus-stopped'],
  'scenarios-2': ['failing-endpoint', 'users-database-errors', 'database-down', 'cpu-burn', 'dns-trouble'],
  'scenarios-3': ['slow-burn', 'risky-load-test', 'database-slow', 'bandwidth', 'traffic-spike'],
  'scenarios-5': ['network-latency', 'packet-loss'],
  'scenarios-4': ['stale-data', 'app-stopped', 'bad-deployment', 'broken-deployment', 'scaled-to-zero'],
} as const;
