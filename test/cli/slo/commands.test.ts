import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../lib/cli/main';
import { findProjectRoot } from '../../../lib/model/project-root';
import { fakeHost } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

const ROOT = findProjectRoot(__dirname);
const folder = temporaryFolder();

async function lab(root: string, ...argv: string[]) {
  const host = fakeHost({ root });
  const code = await main(argv, host);
  return { code, stdout: host.stdoutText(), stderr: host.stderrText() };
}

/** A project with the lab's SLOs and nothing generated. */
function givenProject(): string {
  const root = folder();
  cpSync(join(ROOT, 'observability/slo'), join(root, 'observability/slo'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  return root;
}

describe('lab slo generate', () => {
  test('writes what is in the repository, once', async () => {
    const root = givenProject();
    expect((await lab(root, 'slo', 'generate')).code).toBe(0);
    for (const place of ['observability/prometheus/rules/slo', 'observability/prometheus/tests/slo']) {
      expect(readdirSync(join(root, place))).toEqual(readdirSync(join(ROOT, place)));
    }
    const { stdout } = await lab(root, 'slo', 'generate');
    expect(stdout).toMatch(/^7 SLOs, (\d+) files, \1 of them as they were\n$/);
  });

  test('removes the rules of an SLO that is gone, and leaves what others wrote', async () => {
    const root = givenProject();
    await lab(root, 'slo', 'generate');
    const rules = join(root, 'observability/prometheus/rules/slo');
    writeFileSync(join(rules, 'own.yml'), 'groups: []\n');
    rmSync(join(root, 'observability/slo/quality.yaml'));
    const { stdout } = await lab(root, 'slo', 'generate');
    expect(stdout).toContain('removed observability/prometheus/tests/slo/quality.ladder-1m.yml\n');
    expect(existsSync(join(root, 'observability/prometheus/tests/slo/quality.ladder-1m.yml'))).toBe(false);
    expect(readFileSync(join(rules, 'sre-app.yml'), 'utf8')).not.toContain('slo: quality\n');
    expect(readFileSync(join(rules, 'own.yml'), 'utf8')).toBe('groups: []\n');
  });

  test('fails with all problems, and writes nothing', async () => {
    const root = givenProject();
    const file = join(root, 'observability/slo/shared.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replaceAll(/burn-rate=14\.4|threshold: 14\.4/g, (text) => `${text.slice(0, -4)}144`),
    );
    const { code, stderr } = await lab(root, 'slo', 'generate');
    expect(code).toBe(1);
    expect(stderr).toContain('and nothing was written:');
    expect(stderr).toContain(
      'availability: tier.page-fast: got burn rate 144 for the target 99%; it alerts above 144 × 1% = 144% errors, and there are ' +
        'never more than 100%; allowed: a burn rate below 100, or a target above 99.31%',
    );
    expect(existsSync(join(root, 'observability/prometheus'))).toBe(false);
  });

  test('fails without a half file when it cannot write', async () => {
    const root = givenProject();
    mkdirSync(join(root, 'observability/prometheus/tests'), { recursive: true });
    writeFileSync(join(root, 'observability/prometheus/tests/slo'), 'a file where a folder should be');
    expect((await lab(root, 'slo', 'generate')).code).toBe(1);
    const rules = join(root, 'observability/prometheus/rules/slo');
    expect(existsSync(rules) ? readdirSync(rules) : []).toEqual([]);
  });
});

describe('lab slo explain', () => {
  test('tells the arithmetic in words and numbers, and until when alerts stay on', async () => {
    const { stdout } = await lab(ROOT, 'slo', 'explain', 'availability');
    expect(stdout).toContain('budget: 1 − 0.999 = 0.001, so 25,920 of 25,920,000 events at 10 a second may be bad');
    expect(stdout).toContain(
      'page-fast (P0): 2% of 30 d ÷ 1 h = burn rate 14.4; above 14.4 × 0.001 = 1.44% errors in 1 h and in 5 m',
    );
    expect(stdout).toMatch(
      /class hour +99% +ticket-slow +P3 +above 1% +fires after 1 m 35 s +off 1 m 10 s after the fix/,
    );
  });

  test('fails for an SLO that is not there, and names those that are', async () => {
    const { code, stderr } = await lab(ROOT, 'slo', 'explain', 'uptime');
    expect(code).toBe(2);
    expect(stderr).toContain(
      'there is no SLO "uptime"; there are: availability, freshness, latency-200ms, latency-300ms, latency-2s, outside-in, quality',
    );
  });
});

describe('lab slo simulate', () => {
  test('says which alert fires when, what it costs and when it is off', async () => {
    const { stdout } = await lab(ROOT, 'slo', 'simulate', '--errors', '100%', '--for', '45s', '--slo', 'availability');
    expect(stdout).toMatch(
      /^100% of 10 events a second bad for 45 s, after all windows full of good events\n\navailability\n/,
    );
    expect(stdout).toMatch(/class hour +99% +page-fast +P0 +above 6% +fires after 5 s +off 50 s after the fix/);
    expect(stdout).toContain("costs 125% of the class hour's budget at 99%: overspent by 25% of it");
    expect(stdout).toMatch(/real month +99\.9% +page-fast +P0 +above 1\.44% +silent/);
  });

  test('prints its data with --json', async () => {
    const { stdout } = await lab(ROOT, 'slo', 'simulate', '--errors', '10%', '--slo', 'availability', '--json');
    const { outcomes } = JSON.parse(stdout) as { outcomes: { alerts: { firesAfterSeconds?: number }[] }[] };
    expect(outcomes[0]?.alerts.map(({ firesAfterSeconds }) => firesAfterSeconds)).toContain(520);
  });

  test.each([
    [['--errors', '5'], '--errors is "5"; allowed: above 0% and at most 100%, such as 5%'],
    [['--errors', '101%'], '--errors is "101%"; allowed: above 0% and at most 100%, such as 5%'],
    [['--for', '10'], '--for is "10"; allowed: up to 30d, such as 90s, 10m, 2h or 1d'],
    [['--rate', '0'], '--rate is "0"; allowed: a number above 0, such as 10'],
  ])('fails for %j', async (options, sentence) => {
    const { code, stderr } = await lab(ROOT, 'slo', 'simulate', ...options);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
