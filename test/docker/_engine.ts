import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { findProgram } from '../../lib/cli/find-program';
import { until } from './_until';

/**
 * Why the images cannot be built and run here; undefined when they can. An engine that runs already does not count: the
 * stand-ins for the official images would stay in it under the official names.
 */
export function whyNoEngine(): string | undefined {
  if (process.getuid?.() !== 0) return 'an engine of its own needs root';
  const missing = ['dockerd', 'containerd', 'runc', 'unshare', 'setpriv'].filter((name) => !find(name));
  if (missing.length > 0) return `no ${missing.join(', no ')} on PATH`;
  return buildingClient() ? undefined : 'no docker client that can build with BuildKit on PATH';
}

/** A Docker engine that lives as long as the test, in a mount namespace and a temporary folder of its own. */
export class Engine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lab-docker-'));
  private readonly client = buildingClient()!;
  private readonly cgroup = basename(this.folder);
  /** As DOCKER_HOST has it. */
  readonly socket = `unix://${join(this.folder, 'docker.sock')}`;
  private daemon: ChildProcess | undefined;

  async start(): Promise<void> {
    const command = [
      // With this process, or with its own parent, everything of the engine ends: shims and containers too.
      '--pdeathsig',
      'KILL',
      'unshare',
      '-mpf',
      '--mount-proc',
      '--kill-child',
      find('dockerd')!,
      '--host',
      this.socket,
      '--pidfile',
      join(this.folder, 'pid'),
      '--data-root',
      join(this.folder, 'data'),
      '--exec-root',
      join(this.folder, 'exec'),
      // Nothing of the machine's own network is touched; a network's bridge goes with the network.
      '--bridge',
      'none',
      '--iptables=false',
      '--ip6tables=false',
      '--ip-forward=false',
      '--ip-masq=false',
      '--userland-proxy=false',
      '--cgroup-parent',
      `/${this.cgroup}`,
      '--log-level',
      'error',
    ];
    this.daemon = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'], env: withSystemFolders() });
    let said = '';
    this.daemon.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until(() => {
      if (this.daemon?.exitCode !== null) throw new Error(`dockerd ended: ${said}`);
      return this.run('info').status === 0;
    }, 'dockerd answers');
  }

  /** Runs the client; throws its words when it fails. */
  docker(...arguments_: readonly string[]): string {
    const { status, stdout, stderr } = this.run(...arguments_);
    if (status !== 0) throw new Error(`docker ${arguments_.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** Runs the client, whatever comes of it. */
  run(...arguments_: readonly string[]) {
    return spawnSync(this.client, ['--host', this.socket, ...arguments_], {
      encoding: 'utf8',
      env: { ...process.env, DOCKER_BUILDKIT: '1', DOCKER_CONFIG: join(this.folder, 'config') },
    });
  }

  async stop(): Promise<void> {
    const { daemon } = this;
    if (daemon?.exitCode === null) {
      const ended = new Promise((resolve) => daemon.once('close', resolve));
      // unshare ignores SIGTERM; its end is the end of everything below. The containers are gone already.
      daemon.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
    removeCgroups('/sys/fs/cgroup', this.cgroup);
  }
}

/** The engine names its cgroup on each hierarchy, and leaves it there. */
function removeCgroups(root: string, name: string): void {
  const places = [
    root,
    ...readdirSync(root, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => join(root, one.name)),
  ];
  for (const place of places) {
    if (readdirSync(place).includes(name)) removeTree(join(place, name));
  }
}

/** A cgroup is a folder whose files cannot be removed and need not. */
function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}

/** Up to 20.10 the client has BuildKit's protocol inside; later ones need the plugin buildx. */
function buildingClient(): string | undefined {
  const folders = (withSystemFolders().PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => findProgram('docker', { PATH: folder }) ?? [])
    .find((client) => {
      const version = /version (\d+)\./.exec(spawnSync(client, ['--version'], { encoding: 'utf8' }).stdout)?.[1];
      return Number(version) < 23 || spawnSync(client, ['buildx', 'version']).status === 0;
    });
}

function find(program: string): string | undefined {
  return findProgram(program, withSystemFolders());
}

function withSystemFolders(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [process.env.PATH, '/usr/sbin', '/sbin', '/usr/bin', '/bin'].join(delimiter) };
}
