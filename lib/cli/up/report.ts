import type { HistoryReport } from '../../history/report';
import type { ShareReport } from '../share/share-console';
import type { LabUrls } from '../status/lab-status';

/** What `lab up` tells once the lab is ready. */
export interface UpReport {
  readonly pid: number;
  readonly endpoint: string;
  readonly region: string;
  /** How tasks get their addresses, and why this way. */
  readonly network: { readonly kind: string; readonly reason: string };
  readonly urls: LabUrls;
  /** Why Grafana does not run; null when it does. */
  readonly grafanaMissing: string | null;
  /** Why Alertmanager does not run; null when it does. */
  readonly alertmanagerMissing: string | null;
  /** What the console's buttons ask for; null when there is no console. */
  readonly consoleToken: string | null;
  /** The console in the local network; null without `--share`. */
  readonly share: ShareReport | null;
  readonly trafficPerSecond: number;
  /** The synthetic month; null with `--no-backfill`. */
  readonly history: HistoryReport | null;
  readonly tookMs: number;
  readonly detached: boolean;
}
