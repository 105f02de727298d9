import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';

const IMAGE = join(findProjectRoot(__dirname), 'observability/alertmanager');
const CONFIG = join(IMAGE, 'alertmanager.yml');
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:pages';
const EMAIL = {
  ALERT_EMAIL: 'oncall@example.com',
  SMTP_HOST: 'smtp.example.com',
  SMTP_FROM: 'lab@example.com',
  SMTP_USERNAME: 'lab',
  SMTP_PASSWORD: `it's "$(secret)"`,
};

/** Stands in for Alertmanager: writes down who it is and what it was told. */
const STAND_IN = `#!/bin/sh
echo "$$" >"$RECORD/pid"
printf '%s\\n' "$@" >"$RECORD/argv"
`;

describe("Alertmanager's entrypoint.sh", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-entrypoint-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'data'));
    for (const name of ['alertmanager', 'other']) {
      writeFileSync(join(folder, 'bin', name), STAND_IN);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('leaves the configuration as it is when nobody is to be told, byte for byte', () => {
    expect(run({}).status).toBe(0);
    expect(rendered()).toBe(readFileSync(CONFIG, 'utf8'));
  });

  test('starts Alertmanager alone, without a cluster, and passes its own arguments on', () => {
    const { pid } = run({}, ['--web.listen-address=127.0.0.1:9093']);
    expect(readFileSync(join(folder, 'argv'), 'utf8').trim().split('\n')).toEqual([
      `--config.file=${folder}/data/alertmanager.yml`,
      `--storage.path=${folder}/data`,
      '--cluster.listen-address=',
      '--web.listen-address=127.0.0.1:9093',
    ]);
    expect(Number(readFileSync(join(folder, 'pid'), 'utf8'))).toBe(pid);
  });

  test('starts the program that it is told, also a second time', () => {
    for (let start = 0; start < 2; start += 1) {
      expect(run({ ALERTMANAGER_PROGRAM: join(folder, 'bin/other'), HEARTBEAT_URL: 'https://a.b' }).status).toBe(0);
    }
    expect(receivers()['dead-mans-switch']?.webhook_configs).toHaveLength(1);
  });

  test('tells every receiver of alerts, and of the heartbeat the one for it alone', () => {
    const heartbeat = 'https://hc.example.com/1';
    const webhook = 'https://hooks.example.com/a?b=c&d=$e';
    run({ ALERT_WEBHOOK_URL: webhook, HEARTBEAT_URL: heartbeat, ALERT_TOPIC_ARN: TOPIC, ...EMAIL });
    const { 'dead-mans-switch': watched, ...others } = receivers();
    expect(watched).toEqual({
      name: 'dead-mans-switch',
      webhook_configs: [{ url: heartbeat, send_resolved: false }],
    });
    expect(Object.keys(others)).toEqual(['lab', 'class-hour', 'real-month', 'causes']);
    for (const { webhook_configs: webhooks, sns_configs: topics, email_configs: emails } of Object.values(others)) {
      expect(webhooks).toEqual([{ url: webhook }]);
      expect(topics).toMatchObject([{ topic_arn: TOPIC, sigv4: { region: 'eu-west-1' } }]);
      expect(emails).toMatchObject([
        { to: 'oncall@example.com', from: 'lab@example.com', smarthost: 'smtp.example.com:587', auth_username: 'lab' },
      ]);
    }
  });

  test('keeps the password in a file of its own that nobody else may read, whatever is in it', () => {
    run(EMAIL);
    const [{ auth_password_file: file }] = receivers().lab!.email_configs as [{ auth_password_file: string }];
    expect(readFileSync(file, 'utf8')).toBe(EMAIL.SMTP_PASSWORD);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'data/alertmanager.yml')).mode & 0o077).toBe(0);
    expect(rendered()).not.toContain('secret');
  });

  test.each([
    ['ALERT_WEBHOOK_URL', 'ftp://a', 'an http:// or https:// URL'],
    ['ALERT_WEBHOOK_URL', 'https://a/"b', 'a URL without blanks, quotes and brackets: write them as %XX'],
    ['HEARTBEAT_URL', 'https://a/{{b}}', 'a URL without blanks, quotes and brackets: write them as %XX'],
    ['HEARTBEAT_URL', 'https://a\nb: c', 'a URL without blanks, quotes and brackets: write them as %XX'],
    ['ALERT_EMAIL', 'a@b.c"', 'addresses, with commas'],
    ['SMTP_HOST', 'a b', 'the name of a mail server'],
    ['SMTP_PORT', 'smtp', 'a port'],
    ['SMTP_FROM', 'a\n', 'an address'],
    ['SMTP_USERNAME', '"', 'letters, digits and @ . _ % + / = -'],
    ['ALERT_TOPIC_ARN', 'pages', 'the ARN of an SNS topic'],
    ['ALERT_TOPIC_ARN', `${TOPIC}"`, 'the ARN of an SNS topic'],
  ])('fails on %s=%j, without repeating it', (name, value, allowed) => {
    const { status, stderr } = run({ ...EMAIL, [name]: value });
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: `${name} has a value that is not allowed; allowed: ${allowed}\n`,
    });
    expect(existsSync(join(folder, 'argv'))).toBe(false);
  });

  test.each(['SMTP_HOST', 'SMTP_FROM', 'SMTP_USERNAME', 'SMTP_PASSWORD'])('fails on e-mail without %s', (name) => {
    const { status, stderr } = run({ ...EMAIL, [name]: '' });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`${name}: is needed to send e-mail`);
    expect(existsSync(join(folder, 'argv'))).toBe(false);
  });

  function run(environment: Record<string, string>, args: string[] = []) {
    return spawnSync(join(IMAGE, 'entrypoint.sh'), args, {
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        RECORD: folder,
        ALERTMANAGER_CONFIG: CONFIG,
        ALERTMANAGER_DATA: join(folder, 'data'),
        ...environment,
      },
    });
  }

  function rendered(): string {
    return readFileSync(join(folder, 'data/alertmanager.yml'), 'utf8');
  }

  function receivers(): Record<string, Record<string, unknown>> {
    const { receivers: list }: { receivers: { name: string }[] } = parse(rendered());
    return Object.fromEntries(list.map((receiver) => [receiver.name, receiver]));
  }
});
