import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { until } from './lab';

const SERVICE = { cluster: 'SreSloLab', service: 'sre-app-service' };
const EVERY_MS = 20;

/** Failed requests of a client that asks 50 times a second while both tasks of the API are replaced, and all requests. */
export async function rollingDeployment(
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly failed: number; readonly sent: number }> {
  const ecs = new ECSClient({
    endpoint: environment['AWS_ENDPOINT_URL']!,
    region: environment['AWS_REGION']!,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY']!,
    },
  });
  const steady = () =>
    until(async () => {
      const { services } = await ecs.send(
        new DescribeServicesCommand({ cluster: SERVICE.cluster, services: [SERVICE.service] }),
      );
      const [service] = services!;
      const { deployments, runningCount, desiredCount } = service!;
      const isDone = deployments!.length === 1 && deployments![0]!.rolloutState === 'COMPLETED';
      return isDone && runningCount === desiredCount ? service : undefined;
    });
  try {
    await ecs.send(new UpdateServiceCommand({ ...SERVICE, desiredCount: 2 }));
    await steady();
    const client = startClient('http://localhost:5000/');
    await ecs.send(new UpdateServiceCommand({ ...SERVICE, forceNewDeployment: true }));
    await steady();
    return await client.stop();
  } finally {
    ecs.destroy();
  }
}

/** Open loop: the next request does not wait for the last one's answer. Each has a connection of its own. */
function startClient(url: string): { stop(): Promise<{ failed: number; sent: number }> } {
  const requests: Promise<boolean>[] = [];
  const timer = setInterval(() => requests.push(succeeds(url)), EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      const results = await Promise.all(requests);
      return { failed: results.filter((succeeded) => !succeeded).length, sent: results.length };
    },
  };
}

async function succeeds(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(5_000) });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}
