import { readFileSync } from 'node:fs';
import { hasPostgresql } from '../app/_helpers/postgresql';
import { cdk, eventually, labProcesses, startForeground, status, type ForegroundLab } from './_lab';

// CI installs it; elsewhere the tests count as skipped.
const [run, why] = hasPostgresql()
  ? [describe.each, '']
  : [describe.skip.each, ' (skipped: PostgreSQL is not on this machine)'];

run(['namespaces', 'loopback'] as const)(`a lab with a database beside its app, network %s${why}`, (network) => {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--traffic', '0', '--no-backfill', '--network', network);
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  async function users() {
    const answer = await fetch(`${(await status()).urls.app}/api/users`);
    return { status: answer.status, freshness: answer.headers.get('x-data-freshness') };
  }

  it('keeps its users in PostgreSQL, and answers what it knows when that is gone', async () => {
    const deployed = await cdk('deploy', 'SreSloLab', '--require-approval', 'never', '-c', 'database=sidecar');
    expect(deployed).toMatchObject({ code: 0 });
    await eventually(async () => {
      const answer = await fetch(`${(await status()).urls.app}/health/readiness`);
      const { dependencies } = (await answer.json()) as { dependencies?: { name: string; ready: boolean }[] };
      return dependencies?.some(({ name, ready }) => name === 'postgresql' && ready);
    });
    await eventually(async () => (await users()).freshness === 'fresh');

    process.kill(postmaster(), 'SIGKILL');
    await eventually(async () => (await users()).freshness === 'degraded');
    expect(await users()).toEqual({ status: 200, freshness: 'degraded' });
  });
});

/** The server's first process: its parent is none of its own. */
function postmaster(): number {
  const servers = labProcesses()
    .map((line) => Number(line.split(' ')[0]))
    .filter((pid) => read(`/proc/${pid}/comm`).trim() === 'postgres');
  const first = servers.find((pid) => !servers.includes(parentOf(pid)));
  if (first === undefined) throw new Error('no PostgreSQL runs in this lab');
  return first;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
