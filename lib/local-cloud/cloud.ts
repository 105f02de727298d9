import { mkdirSync } from 'node:fs';
import { LabError } from '../model/errors';
import { startDnsServer } from './dns/server';
import { createRouter, type Router } from './http/router';
import { createTaskFront, startHttpFront, type HttpFront, type HttpFrontOptions } from './http/server';
import type { LocalCloud, LocalCloudOptions } from './index';
import { systemClock } from './kernel/clock';
import { createCredentialStore } from './kernel/credentials';
import { createTaskAgent } from './kernel/task-agent/task-agent';
import { createTaskCredentials } from './kernel/task-credentials';
import { LAPTOP_TIMING } from './kernel/timing';
import { openMachine } from './machine';
import { createCloudFormation } from './services/cloudformation';
import { createEc2 } from './services/ec2';
import { createEcs } from './services/ecs';
import { createLogs } from './services/logs';
import { createS3 } from './services/s3';
import { createScheduler } from './services/scheduler';
import { createSecretsManager } from './services/secretsmanager';
import { createCloudMap } from './services/servicediscovery';
import { createSsm } from './services/ssm';
import { createSts } from './services/sts';
import { resourceTypeOf } from './template/resources';

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
const DEFAULT_PORT = 4566;

/** Starts the AWS of a laptop; rejects with a LabError when a port or the network cannot be had. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  mkdirSync(options.stateDirectory, { recursive: true });
  const log = options.log ?? (() => {});
  const clock = options.clock ?? systemClock;
  const timing = { ...LAPTOP_TIMING, ...options.timing };
  const place = { account: ACCOUNT, region: REGION };
  const credentials = createCredentialStore(ACCOUNT, Date.now);
  const { accessKeyId, secretAccessKey } = credentials.root;

  const taskCredentials = createTaskCredentials(credentials, ACCOUNT, Date.now);
  const taskAgent = createTaskAgent(Date.now);
  const doors: HttpFrontOptions = {
    taskCredentials,
    taskAgent,
    router: { answer: (request) => router.answer(request) },
  };
  const taskFront = createTaskFront(doors);
  let endpoint = '';

  const machine = await openMachine({ ...options, log, acceptFromTask: (socket) => taskFront.accept(socket) });
  const ec2 = createEc2({ clock, privateRange: machine.privateRange });
  const logs = createLogs({ clock });
  const tell = (message: string) => options.history?.event({ timestamp: clock.now(), message });
  const secrets = createSecretsManager({ clock });
  const cloudMap = createCloudMap({ ...place, clock });
  cloudMap.onChange(() => machine.publishZones(cloudMap.zones()));
  const ecs = createEcs({
    ...place,
    clock,
    timing,
    log,
    runtime: machine.runtime,
    networking: ec2.networking,
    registry: cloudMap.registry,
    logs: {
      append(line) {
        options.history?.output(line);
        logs.sink.append(line);
      },
    },
    tell,
    ownsLocalhost: localhostOwner(options.localhost ?? true),
    secrets: secrets.source,
    roles: {
      environmentOf(taskId, roleArn) {
        const path = taskCredentials.open(taskId, roleArn);
        return taskEnvironment(path, machine.taskEndpoint, endpoint);
      },
      forget: (taskId) => taskCredentials.close(taskId),
    },
    agents: {
      environmentOf(task): Record<string, string> {
        const path = taskAgent.open(task);
        // A container of Docker reaches nothing of this process.
        if (machine.network.kind === 'docker') return {};
        return { ECS_AGENT_URI: `${machine.taskEndpoint ?? endpoint}${path}` };
      },
      forget: (taskId) => taskAgent.close(taskId),
    },
  });
  const cloudFormation = createCloudFormation({
    ...place,
    clock,
    timing,
    tell,
    typeOf: resourceTypeOf,
    invoke: (service, action, input) => router.invoke(service, action, input),
  });
  const s3 = createS3({ ...place, clock });
  const scheduler = createScheduler({
    ...place,
    clock,
    tell,
    invoke: (service, action, input) => router.invoke(service, action, input),
  });
  const ssm = createSsm({ clock });
  const sts = createSts({ credentials, clock });
  const router: Router = createRouter({
    ...place,
    credentials,
    log,
    now: Date.now,
    services: [cloudFormation, cloudMap, ec2, ecs, logs, s3, scheduler, secrets, ssm, sts].map(
      ({ definition }) => definition,
    ),
  });

  const closers: (() => Promise<void>)[] = [
    () => machine.close(),
    async () => taskFront.close(),
    () => ecs.close(),
    () => scheduler.close(),
  ];
  const close = closeOnce(closers);
  try {
    const front = await listen(doors, options.port ?? DEFAULT_PORT);
    endpoint = `http://127.0.0.1:${front.port}`;
    closers.push(() => front.close());
    const dns = await startDnsServer({
      address: '127.0.0.1',
      port: options.dnsPort ?? 0,
      zones: () => cloudMap.zones(),
      random: Math.random,
    });
    closers.push(() => dns.close());
    return {
      ...place,
      endpoint,
      credentials: { accessKeyId, secretAccessKey },
      dns: { address: dns.address, port: dns.port },
      network: machine.network,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * As on Fargate, with the endpoint of the APIs beside it. Where tasks share the host's loopback, the address of ECS's agent
 * is not there, and the whole URL is told instead, which SDKs take from a loopback address.
 */
function taskEnvironment(path: string, taskEndpoint: string | undefined, endpoint: string): Record<string, string> {
  if (taskEndpoint !== undefined) {
    return { AWS_ENDPOINT_URL: taskEndpoint, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path };
  }
  return { AWS_ENDPOINT_URL: endpoint, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}${path}` };
}

/** The first cluster that runs a healthy task has `localhost` for good: it must not lead to another lab while that one is down. */
function localhostOwner(isUsed: boolean): (cluster: string) => boolean {
  let owner: string | undefined;
  return (cluster) => isUsed && (owner ??= cluster) === cluster;
}

/** Last opened, first closed; every call waits for the same end. */
function closeOnce(closers: readonly (() => Promise<void>)[]): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    for (const closer of [...closers].reverse()) await closer();
  };
  return () => (closing ??= closeAll());
}

async function listen(doors: HttpFrontOptions, port: number): Promise<HttpFront> {
  try {
    return await startHttpFront(doors, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new LabError(
      'PortInUse',
      `port ${port} on 127.0.0.1 is in use; stop its owner or choose another with --port`,
      { cause: error },
    );
  }
}
