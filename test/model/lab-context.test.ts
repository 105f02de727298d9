import { LabError } from '../../lib/model/errors';
import { readLabContext } from '../../lib/model/lab-context';
import { context as flags } from '../../cdk.json';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:lab/users-db-AbCdEf';

describe('readLabContext', () => {
  test('gives a closed lab without a name when nothing is said', () => {
    expect(readLabContext({})).toEqual({
      lab: { stackName: 'SreSloLab', namespace: 'sre.local' },
      allowedCidrs: [],
      alerts: {},
      logs: 'awslogs',
      profile: { kind: 'classroom' },
      chaosToken: false,
      flowLogs: false,
      fis: false,
      history: true,
      console: true,
      network: 'own',
      owner: 'unnamed',
    });
  });

  test("lets the CDK's own context be", () => {
    const own = { 'aws:cdk:enable-path-metadata': true, 'availability-zones:account=1:region=x': ['x1'] };
    expect(() => readLabContext({ ...flags, ...own })).not.toThrow();
  });

  test('accepts the classroom profile, which is the default', () => {
    expect(readLabContext({ profile: 'classroom' })).toEqual(readLabContext({}));
  });

  test('reads the production profile, with a certificate or with a decision against one', () => {
    expect(readLabContext({ profile: 'production', certificateArn: CERTIFICATE }).profile).toEqual({
      kind: 'production',
      certificateArn: CERTIFICATE,
    });
    expect(readLabContext({ profile: 'production', certificateArn: 'none' }).profile).toEqual({ kind: 'production' });
  });

  test('asks for a token and logs connections in production, unless it is told otherwise', () => {
    const production = { profile: 'production', certificateArn: 'none' };
    expect(readLabContext(production)).toMatchObject({ chaosToken: true, flowLogs: true, fis: false });
    const told = { ...production, chaosToken: 'false', flowLogs: false, fis: 'true' };
    expect(readLabContext(told)).toMatchObject({ chaosToken: false, flowLogs: false, fis: true });
    expect(readLabContext({ chaosToken: true, flowLogs: 'true' })).toMatchObject({ chaosToken: true, flowLogs: true });
  });

  test('reads where the app keeps its users', () => {
    expect(readLabContext({}).database).toBeUndefined();
    expect(readLabContext({ database: 'sidecar' }).database).toEqual({ kind: 'sidecar' });
    expect(readLabContext({ databaseSecret: SECRET_ARN }).database).toEqual({
      kind: 'external',
      secretArn: SECRET_ARN,
    });
  });

  test("reads where the app's log goes", () => {
    expect(readLabContext({ logs: 'awslogs' }).logs).toBe('awslogs');
    expect(readLabContext({ logs: 'loki' }).logs).toBe('loki');
  });

  test.each(['a', 'team-3', 'a'.repeat(32)])('accepts the lab name %s', (lab) => {
    expect(readLabContext({ lab }).lab.stackName).toBe(`SreSloLab-${lab}`);
  });

  test.each([
    ['203.0.113.7/32', ['203.0.113.7/32']],
    ['203.0.113.7/32,198.51.100.0/24', ['203.0.113.7/32', '198.51.100.0/24']],
    [' 203.0.113.7/32 , 203.0.113.7/32 ', ['203.0.113.7/32']],
    ['["203.0.113.7/32", "198.51.100.0/24"]', ['203.0.113.7/32', '198.51.100.0/24']],
    [['203.0.113.7/32'], ['203.0.113.7/32']],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    ['203.0.113.128/25', ['203.0.113.128/25']],
  ])('accepts allowedCidr %j', (allowedCidr, cidrs) => {
    expect(readLabContext({ allowedCidr }).allowedCidrs).toEqual(cidrs);
  });

  test.each<[Record<string, unknown>, string, string]>([
    [
      { alowedCidr: '203.0.113.7/32' },
      'UnknownContext',
      'the lab has no setting "alowedCidr"; it has lab, allowedCidr, profile, certificateArn, database, databaseSecret, chaosToken, flowLogs, fis, history, console, network, alertWebhook, alertEmail, alertSmtpSecret, alertTopic, heartbeatUrl, logs, owner: check the spelling after -c, and cdk.json',
    ],
    [
      { profile: 'production' },
      'NoCertificate',
      `the production profile needs a certificate for its load balancer, such as -c certificateArn=${CERTIFICATE}; ` +
        '-c certificateArn=none serves plain HTTP, which everybody on the way can read',
    ],
    [
      { profile: 'production', certificateArn: 'my-certificate' },
      'BadCertificate',
      'certificateArn is "my-certificate"; allowed: the whole ARN of a certificate in Certificate Manager, such as ' +
        `${CERTIFICATE}, or none for plain HTTP`,
    ],
    [
      { certificateArn: CERTIFICATE },
      'CertificateWithoutLoadBalancer',
      'certificateArn is set, and the classroom profile has no load balancer to use it; leave it out, or add -c profile=production',
    ],
    [
      { profile: 'production', certificateArn: 'none', database: 'sidecar' },
      'DatabaseOfProduction',
      'database is set, and the production profile brings a database of its own, in RDS; leave it out',
    ],
    [
      { profile: 'production', certificateArn: 'none', databaseSecret: SECRET_ARN },
      'DatabaseOfProduction',
      'databaseSecret is set, and the production profile brings a database of its own, in RDS; leave it out',
    ],
    [{ profile: 'Prod' }, 'BadProfile', 'profile is "Prod"; allowed: classroom (the default), production'],
    [{ fis: 'yes' }, 'BadSwitch', 'fis is "yes"; allowed: true or false (the default is false)'],
    [{ chaosToken: '' }, 'BadSwitch', 'chaosToken is ""; allowed: true or false (the default is false)'],
    [
      { flowLogs: 1, profile: 'production', certificateArn: 'none' },
      'BadSwitch',
      'flowLogs is 1; allowed: true or false (the default is true)',
    ],
    [{ logs: 'Loki' }, 'BadLogs', 'logs is "Loki"; allowed: awslogs (the default), loki'],
    [{ logs: true }, 'BadLogs', 'logs is true; allowed: awslogs (the default), loki'],
    [{ database: 'rds' }, 'BadDatabase', badDatabase('"rds"')],
    [{ database: '' }, 'BadDatabase', badDatabase('""')],
    [{ database: true }, 'BadDatabase', badDatabase('true')],
    [
      { database: 'sidecar', databaseSecret: SECRET_ARN },
      'TwoDatabases',
      'database and databaseSecret are both set, and the app has one database; leave one out',
    ],
    [{ databaseSecret: 'users-db' }, 'BadDatabaseSecret', badSecret('"users-db"')],
    [{ databaseSecret: '' }, 'BadDatabaseSecret', badSecret('""')],
    [{ databaseSecret: SECRET_ARN.slice(0, -7) }, 'BadDatabaseSecret', badSecret(`"${SECRET_ARN.slice(0, -7)}"`)],
    [{ databaseSecret: [SECRET_ARN] }, 'BadDatabaseSecret', badSecret(`["${SECRET_ARN}"]`)],
    [{ lab: '' }, 'BadLabName', badName('""')],
    [{ lab: 'Team 3' }, 'BadLabName', badName('"Team 3"')],
    [{ lab: 'team-' }, 'BadLabName', badName('"team-"')],
    [{ lab: '3' }, 'BadLabName', badName('"3"')],
    [{ lab: 'a'.repeat(33) }, 'BadLabName', badName(`"${'a'.repeat(33)}"`)],
    [{ lab: true }, 'BadLabName', badName('true')],
    [{ allowedCidr: '' }, 'BadCidr', badCidr('""')],
    [{ allowedCidr: '203.0.113.7' }, 'BadCidr', badCidr('"203.0.113.7"')],
    [{ allowedCidr: '203.0.113.256/32' }, 'BadCidr', badCidr('"203.0.113.256/32"')],
    [{ allowedCidr: '203.0.113.7/33' }, 'BadCidr', badCidr('"203.0.113.7/33"')],
    [{ allowedCidr: '203.0.113.7/32,' }, 'BadCidr', badCidr('""')],
    [{ allowedCidr: '2001:db8::/32' }, 'BadCidr', badCidr('"2001:db8::/32"')],
    [{ allowedCidr: '["203.0.113.7/32"' }, 'BadCidr', badCidr(String.raw`"[\"203.0.113.7/32\""`)],
    [{ allowedCidr: '[]' }, 'BadCidr', badCidr('"[]"')],
    [{ allowedCidr: [] }, 'BadCidr', badCidr('[]')],
    [{ allowedCidr: [7] }, 'BadCidr', badCidr('[7]')],
    [{ allowedCidr: true }, 'BadCidr', badCidr('true')],
    [{ allowedCidr: '0.0.0.0/0' }, 'CidrTooWide', tooWide('0.0.0.0/0')],
    [{ allowedCidr: '203.0.113.7/32,128.0.0.0/1' }, 'CidrTooWide', tooWide('128.0.0.0/1')],
    [
      { allowedCidr: '203.0.113.7/24' },
      'CidrNotANetwork',
      'allowedCidr 203.0.113.7/24 is not the start of a network; write 203.0.113.0/24, or 203.0.113.7/32 for that address alone',
    ],
    [
      { allowedCidr: Array.from({ length: 21 }, (_, index) => `203.0.113.${index}/32`) },
      'TooManyCidrs',
      'allowedCidr has 21 networks; a security group has room for 15: join neighbours into wider ones',
    ],
  ])('fails on %j', (context, code, message) => {
    const error = thrownBy(() => readLabContext(context));
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code, message, kind: 'user' });
  });
});

function badCidr(got: string): string {
  return (
    `allowedCidr is ${got}; allowed: one IPv4 network or a list with commas, such as ` +
    '-c allowedCidr=203.0.113.7/32,198.51.100.0/24; leave it out for a closed lab'
  );
}

function badDatabase(got: string): string {
  return (
    `database is ${got}; allowed: sidecar, for a PostgreSQL beside the app; for one that exists, such as RDS, ` +
    '-c databaseSecret=<ARN of its secret>; leave both out to keep the users in memory'
  );
}

function badSecret(got: string): string {
  return (
    `databaseSecret is ${got}; allowed: the whole ARN of a secret with host, username, password and dbname, ` +
    'such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf'
  );
}

function badName(got: string): string {
  return (
    `lab is ${got}; allowed: 1 to 32 lowercase letters, digits and hyphens, with a letter first and no hyphen last, ` +
    'such as -c lab=team-3'
  );
}

function tooWide(cidr: string): string {
  return (
    `allowedCidr ${cidr} lets in most of the internet, and the lab has no login; ` +
    "allowed: /8 to /32, best the class's own address, such as 203.0.113.7/32"
  );
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
