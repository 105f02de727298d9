import type { LabApi } from '../../aws/lab-api';
import { APP_SERVICE } from '../../model/names';
import { networkInterfaceOf } from '../status/task-status';

/** Public addresses of the app's running tasks, by ListTasks, DescribeTasks and DescribeNetworkInterfaces. */
export async function appAddresses(api: LabApi, cluster: string): Promise<string[]> {
  const tasks = (await api.listServiceTasks(cluster, APP_SERVICE)).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const addresses = await api.publicAddresses(tasks.flatMap((task) => networkInterfaceOf(task) ?? []));
  return [...addresses.values()];
}
