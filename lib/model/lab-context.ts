import { readConsole } from './context/console';
import { LabError } from './errors';
import { isLabName, LAB_NAME_RULE, labOf, type Lab } from './lab';

/** What `-c key=value` and cdk.json may say about a lab. */
export interface LabSettings {
  readonly lab: Lab;
  /** IPv4 networks that may reach the lab from outside; none: closed. */
  readonly allowedCidrs: readonly string[];
  /** Where the app keeps its users; absent: in its memory. */
  readonly database?: DatabaseSettings | undefined;
  /** Whether there is a console. */
  readonly console: boolean;
}

export type DatabaseSettings =
  /** PostgreSQL beside the app, in its task. */
  | { readonly kind: 'sidecar' }
  /** A PostgreSQL that exists, such as RDS; the secret has host, username, password and dbname. */
  | { readonly kind: 'external'; readonly secretArn: string };

const LAB_KEYS = ['lab', 'allowedCidr', 'profile', 'database', 'databaseSecret', 'console'];

/** Context without a colon or an at sign that belongs to the CDK CLI, not to the lab. */
const CDK_KEYS = new Set(['cli-telemetry']);

/** An IPv4 network; whether its numbers are in range is checked apart. */
const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** The whole ARN, with the six characters that Secrets Manager adds: ECS needs them to find a member of the secret. */
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;

/** Wider networks are half the internet; nothing of the lab listens to that. */
const WIDEST_PREFIX = 8;

/** A security group holds 60 inbound rules by default, and three ports are open to each network. */
const MAX_CIDRS = 20;

/** Reads the CDK context strictly; throws a LabError that says what is wrong with it. */
export function readLabContext(context: Readonly<Record<string, unknown>>): LabSettings {
  refuseUnknownKeys(context);
  checkProfile(context.profile);
  return {
    lab: labOf(readLabName(context.lab)),
    allowedCidrs: readAllowedCidrs(context.allowedCidr),
    database: readDatabase(context.database, context.databaseSecret),
    console: readConsole(context.console),
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

function checkProfile(profile: unknown): void {
  if (profile === undefined || profile === 'classroom') return;
  if (profile === 'production') {
    throw new LabError(
      'ProfileNotReady',
      'the profile "production" comes later; leave -c profile out for the classroom profile',
    );
  }
  throw new LabError('BadProfile', `profile is ${shown(profile)}; allowed: classroom (the default)`);
}

function readLabName(name: unknown): string | undefined {
  if (name === undefined || (typeof name === 'string' && isLabName(name))) return name;
  throw new LabError('BadLabName', `lab is ${shown(name)}; allowed: ${LAB_NAME_RULE}, such as -c lab=team-3`);
}

function readAllowedCidrs(value: unknown): string[] {
  if (value === undefined) return [];
  const cidrs = [...new Set(listOf(value).map((cidr) => cidr.trim()))];
  cidrs.forEach(checkCidr);
  if (cidrs.length > MAX_CIDRS) {
    throw new LabError(
      'TooManyCidrs',
      `allowedCidr has ${cidrs.length} networks; a security group has room for ${MAX_CIDRS}: join neighbours into wider ones`,
    );
  }
  return cidrs;
}

function readDatabase(database: unknown, secretArn: unknown): DatabaseSettings | undefined {
  if (database !== undefined && database !== 'sidecar') {
    throw new LabError(
      'BadDatabase',
      `database is ${shown(database)}; allowed: sidecar, for a PostgreSQL beside the app; for one that exists, such as ` +
        'RDS, -c databaseSecret=<ARN of its secret>; leave both out to keep the users in memory',
    );
  }
  if (secretArn === undefined) return database && { kind: 'sidecar' };
  if (database) {
    throw new LabError(
      'TwoDatabases',
      'database and databaseSecret are both set, and the app has one database; leave one out',
    );
  }
  if (typeof secretArn === 'string' && SECRET_ARN.test(secretArn)) return { kind: 'external', secretArn };
  throw new LabError(
    'BadDatabaseSecret',
    `databaseSecret is ${shown(secretArn)}; allowed: the whole ARN of a secret with host, username, password and dbname, ` +
      'such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf',
  );
}

function listOf(value: unknown): string[] {
  const list = typeof value === 'string' ? splitText(value) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')) return list;
  throw badCidr(shown(value));
}

/** A JSON array, or a list with commas: shells make the first hard to type. */
function splitText(text: string): unknown {
  if (!text.trimStart().startsWith('[')) return text.split(',');
  try {
    return JSON.parse(text);
  } catch {
    throw badCidr(shown(text));
  }
}

function checkCidr(cidr: string): void {
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = (CIDR.exec(cidr) ?? []).slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) throw badCidr(shown(cidr));
  if (prefix < WIDEST_PREFIX) {
    throw new LabError(
      'CidrTooWide',
      `allowedCidr ${cidr} lets in most of the internet, and the lab has no login; ` +
        `allowed: /${WIDEST_PREFIX} to /32, best the class's own address, such as 203.0.113.7/32`,
    );
  }
  const network = networkAddress([a, b, c, d], prefix);
  if (cidr !== `${network}/${prefix}`) {
    throw new LabError(
      'CidrNotANetwork',
      `allowedCidr ${cidr} is not the start of a network; write ${network}/${prefix}, or ${[a, b, c, d].join('.')}/32 for that address alone`,
    );
  }
}

/** The address with the host's bits set to zero. */
function networkAddress(octets: readonly number[], prefix: number): string {
  return octets
    .map((octet, index) => {
      const hostBits = Math.min(8, Math.max(0, 8 * (index + 1) - prefix));
      return octet - (octet % 2 ** hostBits);
    })
    .join('.');
}

function badCidr(got: string): LabError {
  return new LabError(
    'BadCidr',
    `allowedCidr is ${got}; allowed: one IPv4 network or a list with commas, such as ` +
      '-c allowedCidr=203.0.113.7/32,198.51.100.0/24; leave it out for a closed lab',
  );
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
