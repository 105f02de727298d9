import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { portOf } from './port';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const OWNER = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

const USER = 'app';
const PASSWORD = 'p@ss/word:with?signs';

/** Debian keeps the server's programs out of PATH. */
function findPrograms(): string | undefined {
  const debian = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...debian];
  return folders.find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')));
}

/** Whether this machine has the programs. */
export function hasPostgresql(): boolean {
  return findPrograms() !== undefined;
}

/** A real PostgreSQL of the test's own, which can be taken away and given back at the same port. */
export class PostgresqlServer {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** Makes a new, empty cluster; the server does not run yet. */
  static async create(): Promise<PostgresqlServer> {
    const programs = findPrograms();
    if (!programs) throw new Error('PostgreSQL is not on this machine: apt-get install postgresql');
    const folder = await mkdtemp(path.join(tmpdir(), 'sre-postgresql-'));
    const passwordFile = path.join(folder, 'password');
    await writeFile(passwordFile, PASSWORD);
    if (OWNER.uid !== undefined) await Promise.all([folder, passwordFile].map((file) => chown(file, NOBODY, NOBODY)));
    const data = path.join(folder, 'data');
    await run(
      path.join(programs, 'initdb'),
      ['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '-E', 'UTF8'],
      { ...OWNER, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
    );
    return new PostgresqlServer(programs, folder, await freePort());
  }

  /** As the app is told; the password has characters that a URL must escape. */
  get url(): string {
    return `postgresql://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/postgres`;
  }

  get password(): string {
    return PASSWORD;
  }

  /** Resolves when it answers. @param settings as `postgres -c` takes them */
  async start(settings: readonly string[] = []): Promise<void> {
    const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const server = spawn(
      path.join(this.programs, 'postgres'),
      [
        '-D',
        path.join(this.folder, 'data'),
        '-p',
        String(this.port),
        ...[...always, ...settings].flatMap((setting) => ['-c', setting]),
      ],
      { ...OWNER, cwd: this.folder, env: { LC_ALL: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.server = server;
    let log = '';
    for await (const chunk of server.stderr) {
      log += String(chunk);
      if (log.includes('ready to accept connections')) break;
    }
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`);
  }

  /** Takes it away at once: no client is told, no transaction is finished. */
  async takeAway(): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    this.signalAll('SIGCONT');
    const exit = once(server, 'exit');
    server.kill('SIGQUIT');
    await exit;
  }

  /** It still accepts connections, by its kernel's queue, and answers nothing. */
  freeze(): void {
    this.signalAll('SIGSTOP');
  }

  thaw(): void {
    this.signalAll('SIGCONT');
  }

  /** A connection of the test itself. */
  async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  /** How many connections the app has. */
  async connectionsOfApp(): Promise<number> {
    const client = await this.connect();
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'sre-app'",
    );
    await client.end();
    return rows[0]?.count ?? 0;
  }

  async remove(): Promise<void> {
    await this.takeAway();
    await rm(this.folder, { recursive: true, force: true });
  }

  private signalAll(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.server ?? {};
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    for (const id of [pid, ...childrenOf(pid)]) signalOne(id, signal);
  }
}

/** A worker may end between being seen and being told. */
function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Its workers are in sessions of their own, so no group has them all. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // The name before it, in brackets, may hold anything.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
