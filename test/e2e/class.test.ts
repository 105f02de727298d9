import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassReport } from '../../lib/cli/class/report';
import { query } from '../_helpers/prometheus-api';
import { eventually, lab, labEnvironment, labProcesses, leftOutside, output, ROOT } from './_lab';
import { dataOf, dig, type DnsAddress } from './_dns';

/** Five labs on one machine: real CDK CLI, real Prometheus, one local cloud, one network namespace for each task. */
describe('a class of five teams on this machine', () => {
  let teams: ClassReport['teams'];

  const classStatus = async () => {
    const { code, stdout, stderr } = await lab('class', 'status', '--json');
    if (code !== 0) throw new Error(stderr);
    return (JSON.parse(stdout) as ClassReport).teams;
  };
  /** What each team's Prometheus scrapes of the app, by target name and address. */
  const scraped = (prometheus: string | null) => query(prometheus ?? '', 'up{job="sre-app"} == 1');

  afterAll(() => lab('down'));

  it('is up with one command: every target UP', async () => {
    const { code, stdout, stderr } = await lab('class', 'up', '--teams', '5', '--no-download', '--detach', '--json');
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    ({ teams } = JSON.parse(stdout) as ClassReport);
    expect(teams.map(({ team, target, error }) => [team, target, error])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [`team-${number}`, 'UP', null]),
    );
  });

  it('has addresses of its own for each team, and localhost leads to none', async () => {
    const addresses = teams.flatMap(({ app, prometheus }) => [app, prometheus]);
    expect(new Set(addresses).size).toBe(10);
    for (const url of addresses) expect(url).toMatch(/^http:\/\/127\.0\.\d+\.\d+:(5000|9090)$/);
    await expect(fetch('http://localhost:5000/')).rejects.toThrow();
  });

  it('has a name in the DNS for each team, and each Prometheus scrapes its own app', async () => {
    const seen = await Promise.all(teams.map(({ prometheus }) => scraped(prometheus)));
    expect(seen.map((targets) => targets.map(({ metric }) => metric.target))).toEqual(
      teams.map(({ team }) => [`sre-app-service.${team}.sre.local:5000`]),
    );
    expect(new Set(seen.flat().map(({ metric }) => metric.instance)).size).toBe(5);
  });

  it("keeps one team's incident from the others", async () => {
    const [first, second] = teams;
    await fetch(`${second!.app}/kill`);
    await eventually(async () => {
      const now = (await classStatus())[1]!;
      return (now.app !== null && now.app !== second!.app && now.target === 'UP') || now;
    });
    const after = await classStatus();
    expect(after.filter((_team, index) => index !== 1).map(({ app }) => app)).toEqual(
      teams.filter((_team, index) => index !== 1).map(({ app }) => app),
    );
    const failures = await query(first!.prometheus!, 'increase(http_requests_total{http_status=~"5.."}[5m]) > 0');
    expect(failures).toEqual([]);
  });

  it('ends one lab when asked to, and its name with it', async () => {
    const { cloud } = JSON.parse(readFileSync(join(ROOT, '.lab/run.json'), 'utf8')) as { cloud: { dns: DnsAddress } };
    const { code } = await lab('class', 'down', 'team-5');
    expect(code).toBe(0);
    expect((await classStatus()).map(({ team }) => team)).toEqual(['team-1', 'team-2', 'team-3', 'team-4']);
    expect(dataOf(await dig(cloud.dns, 'sre-app-service.team-5.sre.local', 'A'), 'A')).toEqual([]);
    expect(dataOf(await dig(cloud.dns, 'sre-app-service.team-4.sre.local', 'A'), 'A')).toHaveLength(1);
  });

  it('gives one lab an end, and has its tasks gone at the time of a schedule, with the AWS CLI', async () => {
    const { code, stdout } = await lab('extend', '--for', '1h', '--lab', 'team-4');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^SreSloLab-team-4 ends .*Z, in 59 m \d+ s \(before: never\)/),
    ]);
    expect((await classStatus()).map(({ ends }) => ends)).toEqual([
      'never',
      'never',
      'never',
      expect.stringMatching(/^\d{4}-.*Z$/),
    ]);
    const environment = await labEnvironment();
    const scheduler = (...args: string[]) =>
      output(['/usr/bin/aws', '--endpoint-url', environment.AWS_ENDPOINT_URL!, 'scheduler', ...args], environment);
    const { Schedules } = JSON.parse(await scheduler('list-schedules', '--output', 'json')) as {
      Schedules: { Name: string; GroupName: string }[];
    };
    expect(Schedules.map(({ GroupName }) => GroupName)).toEqual(Array(4).fill('SreSloLab-team-4'));
    const soon = new Date(Date.now() + 4_000).toISOString().slice(0, 19);
    const target = {
      Arn: 'arn:aws:scheduler:::aws-sdk:ecs:updateService',
      RoleArn: 'arn:aws:iam::000000000000:role/any',
      Input: JSON.stringify({ Cluster: 'SreSloLab-team-4', Service: 'sre-app-service', DesiredCount: 0 }),
    };
    const wanted = ['--schedule-expression', `at(${soon})`, '--flexible-time-window', 'Mode=OFF'];
    await scheduler('create-schedule', '--name', 'soon', ...wanted, '--target', JSON.stringify(target));
    await eventually(async () => {
      const { app } = (await classStatus())[3]!;
      return app === null || app;
    });
    expect((await classStatus()).slice(0, 3).map(({ target: health }) => health)).toEqual(['UP', 'UP', 'UP']);
  });

  it('is gone after down: no lab, no process, nothing left', async () => {
    const { code, stdout } = await lab('class', 'down');
    expect([code, stdout]).toEqual([0, expect.stringContaining('4 of 4 labs are gone')]);
    await eventually(async () => labProcesses().length === 0);
    expect(leftOutside()).toEqual([]);
    expect((await lab('class', 'status')).code).toBe(1);
  });
});
