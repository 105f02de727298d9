import type { LabApi } from '../../aws/lab-api';
import { APP_SERVICE } from '../../model/names';
import { networkInterfaceOf } from '../status/task-status';
import { createRequestSender } from './send-request';
import { startTraffic } from './traffic';
import { TRAFFIC_MIX } from './traffic-mix';

/** Gentle traffic, the mix of all routes with an SLO, to the app's tasks, at the public addresses that the AWS API tells. Returns what stops it. */
export function sendGentleTraffic(rate: number, api: LabApi, cluster: string): () => void {
  const sender = createRequestSender();
  const traffic = startTraffic(rate, {
    mix: TRAFFIC_MIX,
    addresses: () => appAddresses(api, cluster),
    send: sender.send,
    now: Date.now,
  });
  return () => {
    traffic.stop();
    sender.close();
  };
}

async function appAddresses(api: LabApi, cluster: string): Promise<string[]> {
  const tasks = (await api.listServiceTasks(cluster, APP_SERVICE)).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const addresses = await api.publicAddresses(tasks.flatMap((task) => networkInterfaceOf(task) ?? []));
  return [...addresses.values()];
}
