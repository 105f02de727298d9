import type { Charge, Rule, RuleContext } from '../model';
import { isTrue, numberOf, referencesIn, resourceBehind, resourcesOf, textOf, type Resource } from '../template';

/** Gigabytes of a task's disk that cost nothing extra. */
const INCLUDED_STORAGE_GB = 20;

/** The tasks of a service, as many as it wants, with their public addresses. */
export const ecsService: Rule = (service, context) => {
  const properties = service.Properties ?? {};
  const task = resourceBehind(context.template, properties['TaskDefinition']);
  const size = task && taskSize(task, context);
  const name = textOf(properties['ServiceName'], context.id);
  if (!size) return { charges: [], unpriced: `${name}: its task definition has no fixed cpu and memory` };
  if (properties['LaunchType'] !== 'FARGATE')
    return { charges: [], unpriced: `${name}: only LaunchType FARGATE has a price here` };
  const { tasks, notes } = taskCount(name, properties['DesiredCount'], context);
  const { vcpu, memoryGb, storageGb, architecture } = size;
  const each = tasks === 1 ? `${name}:` : `${name}: ${tasks} ×`;
  const charges: Charge[] = [
    { what: `${each} ${vcpu} vCPU`, price: `Fargate vCPU, ${architecture}`, quantity: tasks * vcpu, basis: 'fixed' },
    {
      what: `${each} ${memoryGb} GB`,
      price: `Fargate memory, ${architecture}`,
      quantity: tasks * memoryGb,
      basis: 'fixed',
    },
  ];
  if (storageGb > INCLUDED_STORAGE_GB) {
    const quantity = tasks * (storageGb - INCLUDED_STORAGE_GB);
    charges.push({
      what: `${each} ${storageGb} GB of disk`,
      price: 'Fargate storage above 20 GB',
      quantity,
      basis: 'fixed',
    });
  }
  if (hasPublicAddress(properties['NetworkConfiguration'])) {
    charges.push({ what: `${each} its address`, price: 'public IPv4 address', quantity: tasks, basis: 'fixed' });
  }
  return { charges, notes };
};

interface TaskSize {
  readonly vcpu: number;
  readonly memoryGb: number;
  readonly storageGb: number;
  readonly architecture: 'ARM' | 'x86';
}

function taskSize({ Properties: properties = {} }: Resource, { template }: RuleContext): TaskSize | undefined {
  const [cpu, memory] = [numberOf(template, properties['Cpu']), numberOf(template, properties['Memory'])];
  if (cpu === undefined || memory === undefined) return undefined;
  return {
    vcpu: cpu / 1024,
    memoryGb: memory / 1024,
    storageGb: numberOf(template, member(properties['EphemeralStorage'], 'SizeInGiB')) ?? INCLUDED_STORAGE_GB,
    // Without a platform, a task is x86.
    architecture: member(properties['RuntimePlatform'], 'CpuArchitecture') === 'ARM64' ? 'ARM' : 'x86',
  };
}

/** How many tasks there are when nothing happens: what the service wants, and never less than its scaling allows. */
function taskCount(
  name: string,
  desired: unknown,
  { id, template }: RuleContext,
): { readonly tasks: number; readonly notes: string[] } {
  const scaling = resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalableTarget').find(([, { Properties }]) =>
    referencesIn(Properties?.['ResourceId']).has(id),
  )?.[1].Properties;
  // ECS starts one task where a template says nothing.
  const wanted = numberOf(template, desired) ?? (scaling ? 0 : 1);
  if (!scaling) return { tasks: wanted, notes: [] };
  const [least, most] = [numberOf(template, scaling['MinCapacity']), numberOf(template, scaling['MaxCapacity'])];
  const tasks = Math.max(wanted, least ?? 1);
  return { tasks, notes: [`under load there are up to ${most ?? 'more'} tasks of ${name}; ${tasks} are counted`] };
}

function hasPublicAddress(network: unknown): boolean {
  const assign = member(member(network, 'AwsvpcConfiguration'), 'AssignPublicIp');
  return assign === 'ENABLED' || isTrue(assign);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
