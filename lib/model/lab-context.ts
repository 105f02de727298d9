import { ALERT_KEYS, readAlerts, type AlertSettings } from './context/alerts';
import { readAllowedCidrs } from './context/allowed-cidr';
import { readChaosToken } from './context/chaos-token';
import { readConsole } from './context/console';
import { readDatabase, type DatabaseSettings } from './context/database';
import { readFis } from './context/fis';
import { readFlowLogs } from './context/flow-logs';
import { readHistory } from './context/history';
import { readLab } from './context/lab';
import { readLogs, type LogDestination } from './context/logs';
import { readNetwork, type NetworkChoice } from './context/network';
import { readOwner } from './context/owner';
import { readProfile, type Profile } from './context/profile';
import { LabError } from './errors';
import type { Lab } from './lab';

/** What `-c key=value` and cdk.json may say about a lab. */
export interface LabSettings {
  readonly lab: Lab;
  /** IPv4 networks that may reach the lab from outside; none: closed. */
  readonly allowedCidrs: readonly string[];
  /** Where the app keeps its users; absent: in its memory. */
  readonly database?: DatabaseSettings | undefined;
  /** Where alerts go. */
  readonly alerts: AlertSettings;
  /** Where the app's log goes. */
  readonly logs: LogDestination;
  /** Whether there is a console. */
  readonly console: boolean;
  readonly profile: Profile;
  /** Whether the app asks for a generated token before it takes a fault. */
  readonly chaosToken: boolean;
  /** Whether the VPC's connections are logged. */
  readonly flowLogs: boolean;
  /** Whether there are experiment templates of the Fault Injection Service. */
  readonly fis: boolean;
  /** Whether Prometheus starts from a synthetic month. */
  readonly history: boolean;
  /** Whose VPC it is in. */
  readonly network: NetworkChoice;
  /** Whose it is: the tag `owner`. */
  readonly owner: string;
}

const LAB_KEYS = [
  'lab',
  'allowedCidr',
  'profile',
  'certificateArn',
  'database',
  'databaseSecret',
  'chaosToken',
  'flowLogs',
  'fis',
  'history',
  'console',
  'network',
  ...ALERT_KEYS,
  'logs',
  'owner',
];

/** Context without a colon or an at sign that belongs to the CDK CLI, not to the lab. */
const CDK_KEYS = new Set(['cli-telemetry']);

/** Reads the CDK context strictly, each key by its file in context/; throws a LabError that says what is wrong with it. */
export function readLabContext(context: Readonly<Record<string, unknown>>): LabSettings {
  refuseUnknownKeys(context);
  const profile = readProfile(context.profile, context.certificateArn);
  return {
    lab: readLab(context.lab),
    allowedCidrs: readAllowedCidrs(context.allowedCidr),
    database: readDatabase(context.database, context.databaseSecret, profile),
    profile,
    chaosToken: readChaosToken(context.chaosToken, profile),
    flowLogs: readFlowLogs(context.flowLogs, profile),
    fis: readFis(context.fis),
    history: readHistory(context.history, profile),
    console: readConsole(context.console),
    network: readNetwork(context.network, profile),
    alerts: readAlerts(context),
    logs: readLogs(context.logs),
    owner: readOwner(context.owner),
  };
}

function refuseUnknownKeys(context: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(context).find(
    (key) => !/[:@]/.test(key) && !CDK_KEYS.has(key) && !LAB_KEYS.includes(key),
  );
  if (unknown === undefined) return;
  throw new LabError(
    'UnknownContext',
    `the lab has no setting "${unknown}"; it has ${LAB_KEYS.join(', ')}: check the spelling after -c, and cdk.json`,
  );
}
