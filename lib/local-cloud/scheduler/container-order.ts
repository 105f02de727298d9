import type { Health } from './health-check';

export type DependencyCondition = 'START' | 'HEALTHY' | 'SUCCESS' | 'COMPLETE';

/** A container as far as the order of starting goes. */
export interface OrderedContainer {
  readonly name: string;
  readonly dependsOn: readonly { readonly containerName: string; readonly condition: DependencyCondition }[];
}

/** How far a container has come. */
export interface ContainerProgress {
  readonly state: 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly health: Health;
  /** Absent for a container that was never started. */
  readonly exitCode?: number | undefined;
}

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'never'; readonly dependency: string; readonly condition: DependencyCondition };

/** Whether a container may start now, must wait, or can never start because a dependency ended the wrong way. */
export function readiness(container: OrderedContainer, progress: ReadonlyMap<string, ContainerProgress>): Readiness {
  let waiting = false;
  for (const { containerName, condition } of container.dependsOn) {
    const outlook = outlookOf(condition, progress.get(containerName));
    if (outlook === 'never') return { kind: 'never', dependency: containerName, condition };
    if (outlook === 'waiting') waiting = true;
  }
  return { kind: waiting ? 'waiting' : 'ready' };
}

/** Containers in waves for stopping: each wave only after everything that depends on it is down. */
export function stopWaves(containers: readonly OrderedContainer[]): string[][] {
  const left = new Map(containers.map((container) => [container.name, container]));
  const waves: string[][] = [];
  while (left.size > 0) {
    const needed = new Set([...left.values()].flatMap((container) => container.dependsOn.map((d) => d.containerName)));
    const wave = [...left.keys()].filter((name) => !needed.has(name));
    if (wave.length === 0) return [...waves, [...left.keys()]];
    for (const name of wave) left.delete(name);
    waves.push(wave);
  }
  return waves;
}

/** Whether the dependencies lead back to where they started: such a task could never start. */
export function hasCycle(containers: readonly OrderedContainer[]): boolean {
  const left = new Map(containers.map((container) => [container.name, container]));
  for (;;) {
    const free = [...left.values()].filter((container) => !container.dependsOn.some((d) => left.has(d.containerName)));
    if (free.length === 0) return left.size > 0;
    for (const container of free) left.delete(container.name);
  }
}

function outlookOf(
  condition: DependencyCondition,
  progress: ContainerProgress | undefined,
): 'met' | 'waiting' | 'never' {
  if (progress === undefined || progress.state === 'PENDING') return 'waiting';
  if (progress.state === 'RUNNING') {
    const met = condition === 'START' || (condition === 'HEALTHY' && progress.health === 'HEALTHY');
    return met ? 'met' : 'waiting';
  }
  const ran = progress.exitCode !== undefined;
  const met = condition === 'SUCCESS' ? progress.exitCode === 0 : ran && condition !== 'HEALTHY';
  return met ? 'met' : 'never';
}
