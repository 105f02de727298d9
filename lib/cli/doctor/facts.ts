import type { FoundDocker } from '../../local-cloud/index';
import type { FoundAlertmanager } from '../alertmanager/locate';
import type { FoundGrafana } from '../grafana/locate';

/** What `doctor` knows of the machine: plain data, so that the checks can be told without one. */
export interface MachineFacts {
  readonly nodeVersion: string;
  readonly platform: string;
  /** Paths of the programs that were found. */
  readonly programs: Readonly<Partial<Record<ProgramName, string>>>;
  /** Whether an ordinary user's network namespace could be made just now. */
  readonly namespaces: { readonly works: boolean; readonly output: string };
  /** As `process.arch` says it. */
  readonly architecture: string;
  readonly prometheus: FoundPrometheus | null;
  readonly grafana: FoundGrafana | null;
  readonly alertmanager: FoundAlertmanager | null;
  /** The folder that has the programs of a PostgreSQL server. */
  readonly postgresql: string | null;
  /** Absent when nobody looked: asking takes a tenth of a second. */
  readonly docker?: FoundDocker | { readonly missing: string };
  readonly ports: readonly PortFact[];
  readonly availableMemoryMiB: number;
  /** The lab that runs from this folder. */
  readonly runningLab: { readonly pid: number } | null;
}

export const PROGRAMS = [
  'unshare',
  'ip',
  'setpriv',
  'nsenter',
  'iptables-restore',
  'apt-get',
  'dpkg-deb',
  'aws',
] as const;
export type ProgramName = (typeof PROGRAMS)[number];

export interface FoundPrometheus {
  readonly version: string;
  /** The folder that has `prometheus` and `promtool`. */
  readonly directory: string;
  readonly promtool: boolean;
  /** The root of Debian's unpacked package; absent for any other Prometheus. */
  readonly unpackedIn?: string;
  /** Of the official release that the lab downloaded. */
  readonly official?: boolean;
}

export interface PortFact {
  readonly port: number;
  /** What the lab wants it for. */
  readonly purpose: string;
  /** Whether the lab already has something that listens there. */
  readonly needed: boolean;
  readonly state: 'free' | 'taken' | 'forbidden';
  /** Who listens there, when the machine tells. */
  readonly holder?: PortHolder;
}

export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}
