import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';
import { messageOf } from '../../../model/errors';
import { openEngine } from './engine/engine';

/** A Docker engine that answers, and the client that builds images with it. */
export interface FoundDocker {
  /** Absolute path of the `docker` program. */
  readonly client: string;
  /** Path of the engine's socket. */
  readonly socket: string;
  /** The engine's. */
  readonly version: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** From this version on the client builds with the plugin buildx, before with what it has inside. */
const BUILDX_SINCE = 23;

/** Looks for a client on PATH and for the engine that it talks to; a sentence says what is missing, and the next step. */
export async function findDocker(environment: Environment): Promise<FoundDocker | { readonly missing: string }> {
  const clients = clientsOn(environment['PATH'] ?? '');
  if (clients.length === 0) {
    return { missing: 'docker is not on PATH; install Docker (https://docs.docker.com/engine/install)' };
  }
  const client = await firstThat(clients, (candidate) => canBuild(candidate, environment));
  if (client === undefined) {
    return {
      missing: `${clients[0]} has no buildx, which builds the images; install the plugin (https://docs.docker.com/go/buildx)`,
    };
  }
  const host = environment['DOCKER_HOST'] || (await contextHost(client, environment));
  const socket = /^unix:\/\/(\/.+)$/.exec(host)?.[1];
  if (socket === undefined) {
    return {
      missing: `docker talks to ${host || 'an engine that it does not name'}, and the lab's containers must run on this machine; set DOCKER_HOST to unix:///var/run/docker.sock`,
    };
  }
  return { ...(await versionOf(socket)), client, socket };
}

async function versionOf(socket: string): Promise<{ version: string } | { missing: string; version: string }> {
  const engine = openEngine(socket);
  try {
    return { version: await engine.version() };
  } catch (error) {
    const missing = `no Docker engine answers at ${socket} (${messageOf(error)}); start Docker, and see that this user may use it ("docker info")`;
    return { missing, version: '' };
  } finally {
    engine.close();
  }
}

function clientsOn(path: string): string[] {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'docker'))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function firstThat(
  candidates: readonly string[],
  fits: (candidate: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (await fits(candidate)) return candidate;
  }
  return undefined;
}

async function canBuild(client: string, environment: Environment): Promise<boolean> {
  const version = /version (\d+)\./.exec((await run(client, ['--version'], environment)) ?? '')?.[1];
  if (version === undefined) return false;
  return Number(version) < BUILDX_SINCE || (await run(client, ['buildx', 'version'], environment)) !== undefined;
}

/** What the client talks to when nobody says otherwise: Docker Desktop has a socket of its own. */
async function contextHost(client: string, environment: Environment): Promise<string> {
  const said = await run(client, ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], environment);
  return said?.trim() ?? '';
}

/** What it printed; undefined when it failed. */
function run(client: string, argv: readonly string[], environment: Environment): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(client, argv, { env: { ...environment }, timeout: 10_000 }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
