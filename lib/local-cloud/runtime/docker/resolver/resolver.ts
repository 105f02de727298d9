import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { LabError, messageOf } from '../../../../model/errors';
import type { Zone } from '../../../dns/zone';
import type { Engine } from '../engine/engine';
import { labelsOf, type Ownership } from '../ownership';
import { NODE_IMAGE } from '../settings';

/** The lab's DNS, on port 53 of an address in the Docker network: only a container can have it everywhere. */
export interface Resolver {
  publish(zones: readonly Zone[]): void;
  /** Ends it; it goes with the cloud anyway. */
  close(): Promise<void>;
}

export interface ResolverOptions {
  readonly engine: Engine;
  readonly owner: Ownership;
  readonly network: string;
  readonly address: string;
  readonly log: (line: string) => void;
}

const REACHABLE_MS = 15_000;

/** Rejects with a LabError where this machine does not reach the addresses of containers. */
export async function startResolver(options: ResolverOptions): Promise<Resolver> {
  const { engine, address, log } = options;
  let published: readonly Zone[] = [];
  let closed = false;
  let current = await start();

  async function start(): Promise<{ readonly id: string; readonly input: Duplex }> {
    const id = await createResolver(options);
    const input = await engine.input(id);
    input.on('error', () => undefined);
    input.resume();
    await engine.start(id);
    write(input, published);
    void engine.wait(id).then(startAgain, startAgain);
    return { id, input };
  }
  /** Somebody can end it; without it tasks find nothing. */
  async function startAgain(): Promise<void> {
    if (closed) return;
    log("the lab's DNS container ended: here is another");
    try {
      await engine.removeContainer(current.id);
      current = await start();
    } catch (error) {
      log(`the lab's DNS container cannot be started: ${messageOf(error)}`);
    }
  }
  async function close(): Promise<void> {
    closed = true;
    current.input.destroy();
    await engine.removeContainer(current.id);
  }
  try {
    await untilReached(address);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    publish(zones) {
      published = zones;
      write(current.input, zones);
    },
    close,
  };
}

function write(input: Duplex, zones: readonly Zone[]): void {
  input.write(`${JSON.stringify(zones)}\n`);
}

async function createResolver({ engine, owner, network, address }: ResolverOptions): Promise<string> {
  // No image of its own that would stay behind: the program is small enough for an argument.
  const program = await readFile(resolverFile(), 'utf8');
  return engine.createContainer(`sre-lab-${owner.run}-dns-${Date.now().toString(36)}`, {
    Image: NODE_IMAGE,
    Entrypoint: ['node', '--jitless', '--max-semi-space-size=1', '--max-old-space-size=32', '-e', program],
    User: '65534:65534',
    OpenStdin: true,
    StdinOnce: true,
    Labels: labelsOf(owner),
    HostConfig: { NetworkMode: network, ReadonlyRootfs: true, CapDrop: ['ALL'] },
    NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: { IPv4Address: address } } } },
  });
}

/** The built program, also when this module itself runs from its source (in Jest). */
function resolverFile(): string {
  const folder = __filename.endsWith('.ts') ? resolve(__dirname.replace(SOURCES, `$<root>/dist/lib/`)) : __dirname;
  return resolve(folder, 'main.js');
}

const SOURCES = /^(?<root>.*)\/lib\/(?=local-cloud\/)/;

async function untilReached(address: string): Promise<void> {
  const deadline = Date.now() + REACHABLE_MS;
  for (;;) {
    if (await isReached(address)) return;
    if (Date.now() > deadline) break;
    await setTimeout(50);
  }
  throw new LabError(
    'NoContainerNetwork',
    `this machine does not reach the addresses of its containers (${address}, port 53): a rootless engine and Docker Desktop keep them to themselves; use an engine of Linux itself, or start without --runtime docker`,
  );
}

function isReached(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: address, port: 53, timeout: 1_000 });
    const end = (reached: boolean) => {
      socket.destroy();
      done(reached);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
