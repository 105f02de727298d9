import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { seconds, until } from './lab';
import { percentile99 } from './statistics';

const CALLS = 300;

/** Seconds from CreateService to 100 real tasks RUNNING, each in a network namespace of its own. */
export function hundredTasks(): Promise<number> {
  return withCloud('real', (cloud) => seconds(() => serve(cloud, 100)));
}

/** The 99th percentile of an API call in milliseconds, as a client sees it, of the slowest of the usual actions. */
export function apiWithManyTasks(): Promise<number> {
  return withCloud('simulated', async (cloud) => {
    await serve(cloud, 2_000);
    const { taskArns } = await cloud.ecs.send(new ListTasksCommand({ cluster: 'bench' }));
    const [first] = taskArns!;
    const calls: readonly (() => Promise<unknown>)[] = [
      () => cloud.ecs.send(new DescribeServicesCommand({ cluster: 'bench', services: ['many'] })),
      () => cloud.ecs.send(new ListTasksCommand({ cluster: 'bench', serviceName: 'many' })),
      () => cloud.ecs.send(new DescribeTasksCommand({ cluster: 'bench', tasks: [first!] })),
    ];
    const slowest: number[] = [];
    for (const call of calls) {
      // Both sides' code is compiled by then.
      for (let i = 0; i < 50; i += 1) await call();
      const took: number[] = [];
      for (let i = 0; i < CALLS; i += 1) took.push(1000 * (await seconds(call)));
      slowest.push(percentile99(took));
    }
    return Math.max(...slowest);
  });
}

interface BenchCloud {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
}

/** A local cloud in a process of its own, so that the client's work is not the cloud's. */
async function withCloud<T>(kind: 'real' | 'simulated', measure: (cloud: BenchCloud) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(__dirname, 'cloud-process.js'), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const settings = JSON.parse(line) as {
      endpoint: string;
      region: string;
      credentials: { accessKeyId: string; secretAccessKey: string };
    };
    const cloud = { ecs: new ECSClient(settings), ec2: new EC2Client(settings) };
    return await measure(cloud);
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

/** A service of `count` tasks of the trivial image; resolves when all are RUNNING. */
async function serve({ ecs, ec2 }: BenchCloud, count: number): Promise<void> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId!, CidrBlock: '10.0.0.0/20' }));
  await ecs.send(new CreateClusterCommand({ clusterName: 'bench' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'many',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'only', image: 'trivial:1', essential: true }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'bench',
      serviceName: 'many',
      taskDefinition: 'many',
      desiredCount: count,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [Subnet!.SubnetId!], assignPublicIp: 'ENABLED' } },
    }),
  );
  await until(async () => {
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'bench', services: ['many'] }));
    return services![0]!.runningCount === count ? true : undefined;
  }, 120_000);
}
