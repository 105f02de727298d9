import type { Duplex } from 'node:stream';
import { lineSplitter } from '../../processes/line-splitter';
import { EngineError, engineClient, type EngineClient } from './client';
import { frameReader } from './frames';

/** What the lab asks of a Docker engine, and nothing else of the project knows its API. */
export interface Engine {
  /** Rejects when no engine answers. */
  version(): Promise<string>;
  hasImage(reference: string): Promise<boolean>;
  /** Takes an image from its registry; rejects in the engine's words. */
  pullImage(reference: string): Promise<void>;
  /** Resolves with the subnet that the engine chose, or was told. */
  createNetwork(network: NetworkSettings): Promise<string>;
  removeNetwork(name: string): Promise<void>;
  removeVolume(name: string): Promise<void>;
  /** Resolves with the container's id. */
  createContainer(name: string, settings: ContainerSettings): Promise<string>;
  start(container: string): Promise<void>;
  /** Its standard input; nothing else may be attached to it. */
  input(container: string): Promise<Duplex>;
  /** Resolves with the exit code once the container does not run. */
  wait(container: string): Promise<number>;
  /** Whether the kernel ended it for want of memory. */
  outOfMemory(container: string): Promise<boolean>;
  /** Hands on every line from the first one on; resolves when the container has ended. */
  follow(container: string, onLine: (line: string) => void): Promise<void>;
  /** Its stop signal, `seconds`, SIGKILL; fine for one that has ended. */
  stop(container: string, seconds: number): Promise<void>;
  /** Runs a command inside. After `timeoutMs` nobody waits for it any more: the engine cannot end it. */
  exec(container: string, command: readonly string[], timeoutMs: number): Promise<Executed>;
  /** Kills and removes it, with its unnamed volumes; fine for one that is not there. */
  removeContainer(container: string): Promise<void>;
  /** Removes every container, volume and network that has the label; resolves with how many there were. */
  removeLabelled(label: string): Promise<number>;
  close(): void;
}

export interface Executed {
  readonly exitCode: number;
  readonly output: string;
  readonly timedOut: boolean;
}

export interface NetworkSettings {
  readonly name: string;
  /** @default the engine takes one that this machine does not use */
  readonly subnet?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The members of ContainerCreate that the lab uses, as the engine names them. */
export interface ContainerSettings {
  readonly Image: string;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Hostname?: string;
  readonly OpenStdin?: boolean;
  readonly StdinOnce?: boolean;
  readonly Labels: Readonly<Record<string, string>>;
  readonly HostConfig: {
    readonly NetworkMode: string;
    readonly Init?: boolean;
    readonly ReadonlyRootfs?: boolean;
    readonly Dns?: readonly string[];
    readonly DnsSearch?: readonly string[];
    readonly DnsOptions?: readonly string[];
    readonly CapDrop?: readonly string[];
    readonly Mounts?: readonly MountSettings[];
    readonly LogConfig?: { readonly Type: string; readonly Config: Readonly<Record<string, string>> };
  };
  readonly NetworkingConfig?: {
    readonly EndpointsConfig: Readonly<Record<string, { readonly IPAMConfig: { readonly IPv4Address: string } }>>;
  };
}

export interface MountSettings {
  readonly Type: 'volume';
  readonly Source: string;
  readonly Target: string;
  readonly ReadOnly: boolean;
  readonly VolumeOptions: { readonly Labels: Readonly<Record<string, string>> };
}

/** Docker keeps this much of a health check's output. */
const OUTPUT_LIMIT = 4096;

/** @param socket path of the engine's socket */
export function openEngine(socket: string): Engine {
  const client = engineClient(socket);
  return {
    version: async () => ((await client.call('GET', '/version')) as { Version: string }).Version,
    hasImage: (reference) => exists(client, `/images/${reference}/json`),
    pullImage: (reference) => pullImage(client, reference),
    createNetwork: (network) => createNetwork(client, network),
    removeNetwork: (name) => remove(client, `/networks/${name}`),
    removeVolume: (name) => remove(client, `/volumes/${name}?force=true`),
    async createContainer(name, settings) {
      const { Id } = (await client.call('POST', `/containers/create?name=${name}`, settings)) as { Id: string };
      return Id;
    },
    start: async (container) => void (await client.call('POST', `/containers/${container}/start`)),
    input: (container) => client.connect(`/containers/${container}/attach?stream=true&stdin=true`),
    async wait(container) {
      const { StatusCode } = (await client.call('POST', `/containers/${container}/wait`)) as { StatusCode: number };
      return StatusCode;
    },
    async outOfMemory(container) {
      const { State } = (await client.call('GET', `/containers/${container}/json`)) as {
        State: { OOMKilled: boolean };
      };
      return State.OOMKilled;
    },
    async follow(container, onLine) {
      const path = `/containers/${container}/logs?follow=true&stdout=true&stderr=true`;
      const splitters = new Map([1, 2].map((stream) => [stream, lineSplitter()]));
      await eachFrame(await client.stream('GET', path), ({ stream, bytes }) =>
        splitters.get(stream)?.push(bytes).forEach(onLine),
      );
      for (const splitter of splitters.values()) splitter.end().forEach(onLine);
    },
    async stop(container, seconds) {
      await client.call('POST', `/containers/${container}/stop?t=${Math.ceil(seconds)}`).catch(unlessGone);
    },
    exec: (container, command, timeoutMs) => exec(client, container, command, timeoutMs),
    removeContainer: (container) => remove(client, `/containers/${container}?force=true&v=true`),
    removeLabelled: (label) => removeLabelled(client, label),
    close: () => client.close(),
  };
}

async function exists(client: EngineClient, path: string): Promise<boolean> {
  try {
    await client.call('GET', path);
    return true;
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return false;
    throw error;
  }
}

/** The progress is a JSON document a line; a failure is one of them, below an answer that says 200. */
async function pullImage(client: EngineClient, reference: string): Promise<void> {
  const answer = await client.stream('POST', `/images/create?fromImage=${encodeURIComponent(reference)}`);
  const splitter = lineSplitter();
  const chunks: AsyncIterable<Buffer> = answer;
  for await (const chunk of chunks) {
    for (const line of splitter.push(chunk)) {
      const { error } = JSON.parse(line) as { error?: string };
      if (error !== undefined) throw new EngineError(500, error);
    }
  }
}

async function createNetwork(client: EngineClient, { name, subnet, labels }: NetworkSettings): Promise<string> {
  await client.call('POST', '/networks/create', {
    Name: name,
    Driver: 'bridge',
    CheckDuplicate: true,
    Labels: labels,
    ...(subnet === undefined ? {} : { IPAM: { Config: [{ Subnet: subnet }] } }),
  });
  const { IPAM } = (await client.call('GET', `/networks/${name}`)) as { IPAM: { Config: { Subnet: string }[] } };
  const chosen = IPAM.Config.find((each) => !each.Subnet.includes(':'))?.Subnet;
  if (chosen === undefined) throw new EngineError(500, `the network ${name} has no IPv4 subnet`);
  return chosen;
}

async function exec(
  client: EngineClient,
  container: string,
  command: readonly string[],
  timeoutMs: number,
): Promise<Executed> {
  const created = await client.call('POST', `/containers/${container}/exec`, {
    Cmd: command,
    AttachStdout: true,
    AttachStderr: true,
  });
  const { Id: id } = created as { Id: string };
  const answer = await client.stream('POST', `/exec/${id}/start`, { Detach: false, Tty: false });
  let output = '';
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    answer.destroy();
  }, timeoutMs);
  await eachFrame(answer, ({ bytes }) => (output = `${output}${bytes.toString()}`.slice(0, OUTPUT_LIMIT))).catch(
    (error: unknown) => {
      if (!timedOut) throw error;
    },
  );
  clearTimeout(timer);
  if (timedOut) return { exitCode: 137, output, timedOut };
  const { ExitCode: exitCode } = (await client.call('GET', `/exec/${id}/json`)) as { ExitCode: number | null };
  return { exitCode: exitCode ?? 0, output, timedOut };
}

async function eachFrame(
  answer: AsyncIterable<Buffer>,
  take: (frame: { readonly stream: number; readonly bytes: Buffer }) => void,
): Promise<void> {
  const read = frameReader();
  for await (const chunk of answer) read(chunk).forEach(take);
}

async function removeLabelled(client: EngineClient, label: string): Promise<number> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const containers = (await client.call('GET', `/containers/json?all=true&filters=${filters}`)) as { Id: string }[];
  await Promise.all(containers.map(({ Id }) => remove(client, `/containers/${Id}?force=true&v=true`)));
  const { Volumes } = (await client.call('GET', `/volumes?filters=${filters}`)) as {
    Volumes: { Name: string }[] | null;
  };
  const networks = (await client.call('GET', `/networks?filters=${filters}`)) as { Id: string }[];
  await Promise.all([
    ...(Volumes ?? []).map(({ Name }) => remove(client, `/volumes/${Name}?force=true`)),
    ...networks.map(({ Id }) => remove(client, `/networks/${Id}`)),
  ]);
  return containers.length + (Volumes ?? []).length + networks.length;
}

async function remove(client: EngineClient, path: string): Promise<void> {
  await client.call('DELETE', path).catch(unlessGone);
}

/** 404: it is not there; 304: it has stopped; 409: somebody else is removing it. */
function unlessGone(error: unknown): void {
  if (!(error instanceof EngineError) || ![304, 404, 409].includes(error.status)) throw error;
}
