import { checksOf, containerChecksOf, firstProblem } from '../../../lib/cli/doctor/checks';
import type { MachineFacts, PortFact } from '../../../lib/cli/doctor/facts';
import { formatDoctor } from '../../../lib/cli/format/doctor';
import { PLAIN } from '../../../lib/cli/format/style';
import { GOOD_MACHINE } from './facts';

const checksWith = (facts: Partial<MachineFacts>) => checksOf({ ...GOOD_MACHINE, ...facts });
const notOk = (facts: Partial<MachineFacts>) => checksWith(facts).filter(({ status }) => status !== 'ok');
const port = (fact: Partial<PortFact>): PortFact => ({
  port: 5000,
  purpose: 'the app',
  needed: true,
  state: 'taken',
  ...fact,
});

describe('doctor', () => {
  it('has nothing to say against a good machine', () => {
    expect(notOk({})).toEqual([]);
    expect(firstProblem(checksWith({}))).toBeUndefined();
  });

  it.each(['18.20.0', '20.18.3'])('fails on Node %s', (nodeVersion) => {
    expect(notOk({ nodeVersion })).toEqual([
      {
        name: 'Node',
        status: 'problem',
        found: `${nodeVersion} is too old`,
        advice: 'install Node 20.19 or newer (https://nodejs.org)',
      },
    ]);
  });

  it.each(['20.19.0', '22.1.0', '24.0.0'])('accepts Node %s', (nodeVersion) => {
    expect(notOk({ nodeVersion })).toEqual([]);
  });

  it('fails on another system than Linux', () => {
    expect(notOk({ platform: 'darwin' })).toEqual([
      {
        name: 'system',
        status: 'problem',
        found: 'darwin is not supported',
        advice: 'use Linux, or WSL2 on Windows; tasks need addresses of their own on the loopback network',
      },
    ]);
  });

  it('warns without the program that faults of a network need', () => {
    const { 'iptables-restore': _restore, ...programs } = GOOD_MACHINE.programs;
    expect(notOk({ programs })).toEqual([
      {
        name: 'network',
        status: 'warning',
        found: 'network namespaces work, without network faults: iptables-restore is not on PATH',
        advice: 'to have them, install the package iptables',
      },
    ]);
  });

  it('warns without the programs that make namespaces, names their packages and the network that takes their place', () => {
    const { ip: _ip, nsenter: _nsenter, ...programs } = GOOD_MACHINE.programs;
    expect(notOk({ programs })).toEqual([
      {
        name: 'network',
        status: 'warning',
        found: 'no network namespaces: ip, nsenter not on PATH; the loopback network takes their place',
        advice: 'to have them, install the packages util-linux and iproute2',
      },
    ]);
  });

  it('warns when the kernel refuses namespaces, in its own words', () => {
    const namespaces = { works: false, output: 'unshare: unshare failed: Operation not permitted\n' };
    expect(notOk({ namespaces })[0]).toMatchObject({
      name: 'network',
      status: 'warning',
      found:
        'the kernel refuses network namespaces to this user (unshare: unshare failed: Operation not permitted); the loopback network takes their place',
    });
  });

  it.each([
    ['3.13.1', { official: true }, 'the official release'],
    ['2.42.0', { unpackedIn: '/tools' }, "Debian's package"],
    ['3.1.0', {}, 'on PATH'],
  ])('says where Prometheus %s comes from', (version, more, origin) => {
    const prometheus = { version, directory: '/tools/bin', promtool: true, ...more };
    expect(checksWith({ prometheus })).toContainEqual({
      name: 'Prometheus',
      status: 'ok',
      found: `${version} in /tools/bin (${origin})`,
    });
  });

  it.each([
    ['x64', true, "the official release 3.13.1, else Debian's package"],
    ['x64', false, 'the official release 3.13.1'],
    ['riscv64', true, "Debian's package"],
  ])('says where Prometheus could be had on %s, with apt: %s', (architecture, apt, sources) => {
    const programs = { ...GOOD_MACHINE.programs, ...(apt ? { 'apt-get': '/apt-get', 'dpkg-deb': '/dpkg-deb' } : {}) };
    expect(checksWith({ prometheus: null, programs, architecture })).toContainEqual({
      name: 'Prometheus',
      status: 'ok',
      found: `not here; "lab up" downloads ${sources}, into .lab/tools (no root, no service)`,
    });
  });

  it('fails without Prometheus where there is no way to get it', () => {
    expect(notOk({ prometheus: null, architecture: 'riscv64' })).toEqual([
      {
        name: 'Prometheus',
        status: 'problem',
        found: 'not on PATH, no official release for riscv64, and no apt-get to get it with',
        advice:
          'put prometheus and promtool 2.42 or newer on PATH (https://prometheus.io/docs/prometheus/latest/installation/)',
      },
    ]);
  });

  const DOCKER = { client: '/usr/bin/docker', socket: '/run/docker.sock', version: '28.2.2' };
  const NO_DOCKER = { missing: 'docker is not on PATH; install Docker' };

  it('says whether Docker could be used, and warns nobody who does not need it', () => {
    const about = (docker: MachineFacts['docker']) => checksWith({ docker }).filter(({ name }) => name === 'Docker');
    expect(about(DOCKER)).toEqual([
      {
        name: 'Docker',
        status: 'ok',
        found: '28.2.2 at /run/docker.sock; "npx lab up --runtime docker" uses it',
      },
    ]);
    expect(about(NO_DOCKER)).toEqual([
      {
        name: 'Docker',
        status: 'ok',
        found: 'docker is not on PATH; only --runtime docker needs it',
        advice: 'install Docker',
      },
    ]);
    expect(about(undefined)).toEqual([]);
  });

  it('fails without Docker where tasks shall be containers, and needs no Prometheus there', () => {
    const facts = { ...GOOD_MACHINE, prometheus: null, architecture: 'riscv64' };
    expect(containerChecksOf({ ...facts, docker: NO_DOCKER }).filter(({ status }) => status !== 'ok')).toEqual([
      { name: 'Docker', status: 'problem', found: 'docker is not on PATH', advice: 'install Docker' },
    ]);
    expect(containerChecksOf({ ...facts, docker: DOCKER }).filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('says where PostgreSQL is, and warns nobody who has none', () => {
    expect(checksOf(GOOD_MACHINE)).toContainEqual({
      name: 'PostgreSQL',
      status: 'ok',
      found: 'in /usr/lib/postgresql/15/bin; a lab with database=sidecar uses it',
    });
    expect(checksOf({ ...GOOD_MACHINE, postgresql: null })).toContainEqual({
      name: 'PostgreSQL',
      status: 'ok',
      found: 'not here; only a lab with database=sidecar needs it, and the tests of the store',
      advice: 'to have it, install the package postgresql',
    });
  });

  it('warns about a Prometheus without promtool', () => {
    const prometheus = { version: '3.1.0', directory: '/opt/prometheus', promtool: false };
    expect(notOk({ prometheus })[0]).toMatchObject({
      status: 'warning',
      found: '3.1.0 in /opt/prometheus (on PATH), without promtool',
    });
  });

  it('says where Grafana comes from', () => {
    const grafana = { program: '/t/bin/grafana', subcommand: ['server'], home: '/t', version: '13.2.0' };
    expect(checksWith({ grafana })).toContainEqual({
      name: 'Grafana',
      status: 'ok',
      found: '13.2.0 in /t (the official release)',
    });
  });

  it.each([
    ['x64', '"npx lab up --yes" downloads the official release 13.2.0, or put a Grafana on PATH'],
    ['riscv64', 'put a Grafana on PATH'],
  ])('says how Grafana could be had on %s', (architecture, advice) => {
    expect(notOk({ grafana: null, architecture })).toEqual([
      {
        name: 'Grafana',
        status: 'warning',
        found: 'not here',
        advice: `only the Grafana steps of the walk-through need it; ${advice}`,
      },
    ]);
  });

  it('fails on a taken port and says who has it', () => {
    expect(notOk({ ports: [port({ holder: { pid: 77, command: 'python3' } })] })).toEqual([
      {
        name: 'port 5000',
        status: 'problem',
        found: 'taken by python3 (pid 77)',
        advice: 'stop it; the app needs 127.0.0.1:5000',
      },
    ]);
  });

  it('says how to find out who has a port when /proc does not tell', () => {
    expect(notOk({ ports: [port({})] })).toEqual([
      {
        name: 'port 5000',
        status: 'problem',
        found: 'taken by another program',
        advice: 'stop it, see "ss -ltnp sport = :5000"; the app needs 127.0.0.1:5000',
      },
    ]);
  });

  it('fails on a port that this user may not have', () => {
    expect(notOk({ ports: [port({ port: 80, state: 'forbidden' })] })[0]).toMatchObject({
      status: 'problem',
      found: 'this user may not listen on 127.0.0.1:80',
    });
  });

  it('only warns about a port that nothing of the lab listens on yet', () => {
    expect(notOk({ ports: [port({ needed: false })] })[0]).toMatchObject({ status: 'warning' });
  });

  it('finds nothing wrong with the ports of its own running lab', () => {
    expect(checksWith({ ports: [port({})], runningLab: { pid: 4242 } })).toContainEqual({
      name: 'ports',
      status: 'ok',
      found: 'held by the running lab (pid 4242)',
    });
  });

  it('warns about little memory and a missing AWS CLI, and says what they are for', () => {
    const { aws: _aws, ...programs } = GOOD_MACHINE.programs;
    expect(notOk({ programs, availableMemoryMiB: 512 })).toEqual([
      {
        name: 'memory',
        status: 'warning',
        found: '512 MiB available',
        advice: 'close something: the lab and the CDK CLI together want 1024 MiB',
      },
      {
        name: 'AWS CLI',
        status: 'warning',
        found: 'not on PATH',
        advice: 'the lab does not need it; its steps of the walk-through do (package awscli)',
      },
    ]);
  });

  it('is read as one line a check, with the advice below and the verdict at the end', () => {
    const checks = [
      { name: 'Node', status: 'ok', found: '20.20.2' },
      { name: 'memory', status: 'warning', found: '512 MiB available', advice: 'close something' },
      { name: 'port 5000', status: 'problem', found: 'taken by python3 (pid 77)', advice: 'stop it' },
    ] as const;
    expect(formatDoctor({ target: 'local', ready: false, checks }, PLAIN)).toBe(
      [
        '✓  Node       20.20.2',
        '!  memory     512 MiB available',
        '              → close something',
        '✗  port 5000  taken by python3 (pid 77)',
        '              → stop it',
        '',
        '1 problem to solve before "npx lab up" can work',
      ].join('\n'),
    );
    expect(formatDoctor({ target: 'local', ready: true, checks: checks.slice(0, 1) }, PLAIN)).toBe(
      '✓  Node  20.20.2\n\nready: npx lab up',
    );
  });
});
