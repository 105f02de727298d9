import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';

jest.setTimeout(60_000);

const CONFIG = join(findProjectRoot(__dirname), 'observability/alertmanager/alertmanager.yml');

/** Of Debian's package prometheus-alertmanager. */
async function amtool(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('amtool', args);
  return stdout.trim();
}

describe('alertmanager.yml', () => {
  test('is what Alertmanager reads', async () => {
    expect(await amtool('check-config', CONFIG)).toContain('SUCCESS');
  });

  test.each([
    { labels: ['kind=burn', 'clock=class', 'severity=P0'], receiver: 'class-hour' },
    { labels: ['kind=burn', 'clock=real', 'severity=P0'], receiver: 'real-month' },
    { labels: ['kind=cause', 'severity=P0'], receiver: 'causes' },
    { labels: ['kind=absence', 'slo=availability'], receiver: 'causes' },
    { labels: ['alertname=Other'], receiver: 'lab' },
  ])('sends $labels to $receiver and nowhere else', async ({ labels, receiver }) => {
    expect(await amtool('config', 'routes', 'test', '--config.file', CONFIG, ...labels)).toBe(receiver);
  });

  test('lets a severer tier silence the others of its objective and clock, and none itself', () => {
    const {
      inhibit_rules: rules,
    }: { inhibit_rules: { source_matchers: string[]; target_matchers: string[]; equal: string[] }[] } = parse(
      readFileSync(CONFIG, 'utf8'),
    );
    expect(rules.map(({ source_matchers: [, source], target_matchers: [, target] }) => [source, target])).toEqual([
      ['severity = P0', 'severity =~ "P1|P2|P3"'],
      ['severity = P1', 'severity =~ "P2|P3"'],
      ['severity = P2', 'severity = P3'],
    ]);
    for (const { equal } of rules) expect(equal).toEqual(['slo', 'objective', 'clock']);
  });
});
