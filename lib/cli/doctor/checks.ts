import type { Check } from './check';
import { planDownload } from '../download/plan';
import { RELEASES } from '../download/releases';
import type { FoundPrometheus, MachineFacts } from './facts';
import { portChecks } from './port-checks';

/** The whole lab's peak with the CDK CLI beside it, and some air. */
const COMFORTABLE_MEMORY_MIB = 1024;

/** All checks, in the order in which people would mend things. */
export function checksOf(facts: MachineFacts): Check[] {
  return [
    node(facts),
    system(facts),
    network(facts),
    prometheus(facts),
    ...portChecks(facts),
    memory(facts),
    grafana(facts),
    alertmanager(facts),
    postgresql(facts),
    awsCli(facts),
    ...docker(facts, false),
  ];
}

/** The checks of a lab whose tasks are containers: what the images have is not needed here. */
export function containerChecksOf(facts: MachineFacts): Check[] {
  return [node(facts), system(facts), ...docker(facts, true), ...portChecks(facts), memory(facts), awsCli(facts)];
}

/** The first reason why the lab cannot start here. */
export function firstProblem(checks: readonly Check[]): Check | undefined {
  return checks.find(({ status }) => status === 'problem');
}

function node({ nodeVersion }: MachineFacts): Check {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { name: 'Node', status: 'ok', found: nodeVersion };
  return {
    name: 'Node',
    status: 'problem',
    found: `${nodeVersion} is too old`,
    advice: 'install Node 20.19 or newer (https://nodejs.org)',
  };
}

function system({ platform }: MachineFacts): Check {
  if (platform === 'linux') return { name: 'system', status: 'ok', found: 'Linux' };
  return {
    name: 'system',
    status: 'problem',
    found: `${platform} is not supported`,
    advice: 'use Linux, or WSL2 on Windows; tasks need addresses of their own on the loopback network',
  };
}

/** Every task has an address of its own: in a network namespace that an ordinary user may make, or on loopback. */
function network({ namespaces, programs }: MachineFacts): Check {
  const name = 'network';
  const missing = (['unshare', 'ip', 'setpriv', 'nsenter'] as const).filter((program) => !programs[program]);
  if (missing.length > 0) {
    return {
      name,
      status: 'warning',
      found: `no network namespaces: ${missing.join(', ')} not on PATH; the loopback network takes their place`,
      advice: 'to have them, install the packages util-linux and iproute2',
    };
  }
  if (namespaces.works && !programs['iptables-restore']) {
    return {
      name,
      status: 'warning',
      found: 'network namespaces work, without network faults: iptables-restore is not on PATH',
      advice: 'to have them, install the package iptables',
    };
  }
  if (namespaces.works) return { name, status: 'ok', found: 'network namespaces work' };
  const said = namespaces.output.trim().split('\n').at(-1);
  return {
    name,
    status: 'warning',
    found: `the kernel refuses network namespaces to this user${said ? ` (${said})` : ''}; the loopback network takes their place`,
    advice:
      'to have them, allow user namespaces: on Ubuntu "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"; a container needs them from its host',
  };
}

function prometheus({ prometheus: found, programs, architecture }: MachineFacts): Check {
  const name = 'Prometheus';
  if (found) {
    const where = `${found.version} in ${found.directory} (${originOf(found)})`;
    if (found.promtool) return { name, status: 'ok', found: where };
    return {
      name,
      status: 'warning',
      found: `${where}, without promtool`,
      advice: 'install promtool beside it; rule tests and back-filled history need it',
    };
  }
  const sources = [
    planDownload('prometheus', architecture) ? `the official release ${RELEASES.prometheus.version}` : '',
    programs['apt-get'] && programs['dpkg-deb'] ? "Debian's package" : '',
  ].filter((source) => source !== '');
  if (sources.length > 0) {
    return {
      name,
      status: 'ok',
      found: `not here; "lab up" downloads ${sources.join(', else ')}, into .lab/tools (no root, no service)`,
    };
  }
  return {
    name,
    status: 'problem',
    found: `not on PATH, no official release for ${architecture}, and no apt-get to get it with`,
    advice:
      'put prometheus and promtool 2.42 or newer on PATH (https://prometheus.io/docs/prometheus/latest/installation/)',
  };
}

function originOf({ official, unpackedIn }: FoundPrometheus): string {
  if (official) return 'the official release';
  return unpackedIn ? "Debian's package" : 'on PATH';
}

function memory({ availableMemoryMiB }: MachineFacts): Check {
  const name = 'memory';
  const found = `${availableMemoryMiB} MiB available`;
  if (availableMemoryMiB >= COMFORTABLE_MEMORY_MIB) return { name, status: 'ok', found };
  return {
    name,
    status: 'warning',
    found,
    advice: `close something: the lab and the CDK CLI together want ${COMFORTABLE_MEMORY_MIB} MiB`,
  };
}

function grafana({ grafana: found, architecture }: MachineFacts): Check {
  const name = 'Grafana';
  if (found) {
    const where = found.version ? `${found.version} in ${found.home} (the official release)` : found.program;
    return { name, status: 'ok', found: where };
  }
  const howToGet = planDownload('grafana', architecture)
    ? `"npx lab up --yes" downloads the official release ${RELEASES.grafana.version}, or put a Grafana on PATH`
    : 'put a Grafana on PATH';
  return {
    name,
    status: 'warning',
    found: 'not here',
    advice: `only the Grafana steps of the walk-through need it; ${howToGet}`,
  };
}

function alertmanager({ alertmanager: found }: MachineFacts): Check {
  const name = 'Alertmanager';
  if (found) return { name, status: 'ok', found: `${found.version} (${found.program})` };
  return {
    name,
    status: 'warning',
    found: 'not here',
    advice: `alerts fire without it, and nobody is told; "npx lab up --yes" downloads it, or put an Alertmanager on PATH`,
  };
}

/** Nothing but a lab with a database needs it: that there is none is no warning. */
function postgresql({ postgresql: found }: MachineFacts): Check {
  const name = 'PostgreSQL';
  if (found !== null) return { name, status: 'ok', found: `in ${found}; a lab with database=sidecar uses it` };
  return {
    name,
    status: 'ok',
    found: 'not here; only a lab with database=sidecar needs it, and the tests of the store',
    advice: 'to have it, install the package postgresql',
  };
}

function awsCli({ programs }: MachineFacts): Check {
  if (programs['aws']) return { name: 'AWS CLI', status: 'ok', found: programs['aws'] };
  return {
    name: 'AWS CLI',
    status: 'warning',
    found: 'not on PATH',
    advice: 'the lab does not need it; its steps of the walk-through do (package awscli)',
  };
}

/** Nothing but `--runtime docker` needs it: that there is none is no warning then. */
function docker({ docker: found }: MachineFacts, needed: boolean): Check[] {
  const name = 'Docker';
  if (found === undefined) return [];
  if (!('missing' in found)) {
    return [
      { name, status: 'ok', found: `${found.version} at ${found.socket}; "npx lab up --runtime docker" uses it` },
    ];
  }
  const [what = '', next = ''] = found.missing.split(/; (?=[^;]*$)/);
  if (needed) return [{ name, status: 'problem', found: what, advice: next }];
  return [{ name, status: 'ok', found: `${what}; only --runtime docker needs it`, advice: next }];
}
