import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';

const IMAGE = join(findProjectRoot(__dirname), 'observability/prometheus');
const CONFIG = join(IMAGE, 'prometheus.yml');

/** Stands in for Prometheus: writes down who it is and what it was told. */
const STAND_IN = `#!/bin/sh
echo "$$" >"$RECORD/pid"
printf '%s\\n' "$@" >"$RECORD/argv"
`;

describe('entrypoint.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-entrypoint-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'bin/prometheus'), STAND_IN);
    chmodSync(join(folder, 'bin/prometheus'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('leaves the configuration of the unnamed lab as it is, byte for byte', () => {
    expect(run({}).status).toBe(0);
    expect(rendered()).toBe(readFileSync(CONFIG, 'utf8'));
    expect(run({ LAB_NAMESPACE: 'sre.local' }).status).toBe(0);
    expect(rendered()).toBe(readFileSync(CONFIG, 'utf8'));
  });

  test("puts a named lab's namespace into the scrape target, and nowhere else", () => {
    expect(run({ LAB_NAMESPACE: 'team-3.sre.local' }).status).toBe(0);
    expect(rendered()).toBe(
      readFileSync(CONFIG, 'utf8').replace('sre-app-service.sre.local', 'sre-app-service.team-3.sre.local'),
    );
    expect(rendered()).toContain('names: [sre-app-service.team-3.sre.local]');
  });

  test('starts Prometheus with its flags, and passes its own arguments on', () => {
    run({}, ['--web.listen-address=127.0.0.1:9090', '--log.level=warn']);
    expect(readFileSync(join(folder, 'argv'), 'utf8').trim().split('\n')).toEqual([
      `--config.file=${folder}/data/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      '--storage.tsdb.retention.time=60d',
      '--scrape.discovery-reload-interval=1s',
      '--rules.alert.resend-delay=10s',
      '--web.listen-address=127.0.0.1:9090',
      '--log.level=warn',
    ]);
  });

  test('puts the rules where the rendered configuration looks for them, also when it starts again', () => {
    for (let start = 0; start < 2; start += 1) {
      expect(run({ PROMETHEUS_RULES: join(IMAGE, 'rules') }).status).toBe(0);
      expect(readFileSync(join(folder, 'data/rules/aliases.yml'), 'utf8')).toBe(
        readFileSync(join(IMAGE, 'rules/aliases.yml'), 'utf8'),
      );
    }
  });

  test('becomes Prometheus, so that signals reach it', () => {
    const { pid } = run({});
    expect(Number(readFileSync(join(folder, 'pid'), 'utf8'))).toBe(pid);
  });

  test.each(['Sre.local', 'sre.local/x', 'a b', '$(reboot)'])('fails on the namespace %s', (namespace) => {
    const { status, stderr } = run({ LAB_NAMESPACE: namespace });
    expect(status).toBe(64);
    expect(stderr).toBe(
      `LAB_NAMESPACE is "${namespace}"; allowed: a domain of lowercase letters, digits, hyphens and dots, such as sre.local\n`,
    );
    expect(existsSync(join(folder, 'argv'))).toBe(false);
  });

  test('fails without a configuration, and starts nothing', () => {
    expect(run({ PROMETHEUS_CONFIG: join(folder, 'none.yml') }).status).not.toBe(0);
    expect(existsSync(join(folder, 'argv'))).toBe(false);
  });

  function run(environment: Record<string, string>, args: string[] = []) {
    return spawnSync(join(IMAGE, 'entrypoint.sh'), args, {
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        RECORD: folder,
        PROMETHEUS_CONFIG: CONFIG,
        PROMETHEUS_DATA: join(folder, 'data'),
        ...environment,
      },
    });
  }

  function rendered(): string {
    return readFileSync(join(folder, 'data/prometheus.yml'), 'utf8');
  }
});
