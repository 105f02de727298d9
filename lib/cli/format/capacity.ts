import { CAPACITY_TARGETS, type Capacity, type TaskSize } from '../../report/capacity';
import { percent } from './numbers';
import type { Style } from './style';
import { table } from './table';

/** What each task uses, what would do and why, and what to know before believing it. */
export function formatCapacity({ facts, tasks, recommendation, caveats, ...all }: Capacity, style: Style): string {
  const head = ['task', 'CPU', 'memory', 'requests/s', 'more until 70 % CPU'].map((title) => style.quiet(title));
  const rows = tasks.map(({ instance, cpuShare, memoryShare, memoryBytes, requestsPerSecond, headroom }) => [
    instance,
    share(cpuShare, CAPACITY_TARGETS.cpu, style),
    share(memoryShare, CAPACITY_TARGETS.memory, style) + mebibytes(memoryBytes),
    requestsPerSecond === null ? 'unknown' : rate(requestsPerSecond),
    headroom === null ? 'unknown' : `${rate(headroom)}/s`,
  ]);
  const perRequest = all.cpuMillisecondsPerRequest;
  return [
    `${style.strong(`${facts.desired} × ${sizeText(facts.size)}`)} ${style.quiet(`wanted; measured over ${facts.windowSeconds / 60} minutes`)}`,
    ...(rows.length === 0 ? [] : [table([head, ...rows]).join('\n')]),
    ...(perRequest === null
      ? []
      : [`A request takes ${perRequest.toPrecision(2)} ms of CPU, with what the tasks do anyway.`]),
    recommendation === null
      ? style.warn('Nothing is recommended: too little was measured.')
      : [
          style.strong(
            `Recommended for ${rate(recommendation.requestsPerSecond)} requests a second: ${recommendation.count} × ${sizeText(recommendation.size)}`,
          ) + (recommendation.isEnough ? '' : style.bad(' (not enough)')),
          ...recommendation.reasons.map((reason) => `  ${reason}`),
        ].join('\n'),
    ...caveats.map((caveat) => style.warn(caveat)),
  ].join('\n\n');
}

function share(value: number | null, target: number, style: Style): string {
  if (value === null) return 'unknown';
  return (value > target ? style.bad : style.good)(percent(value));
}

function mebibytes(bytes: number | null): string {
  return bytes === null ? '' : `, ${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

function rate(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(2)));
}

function sizeText({ cpu, memory }: TaskSize): string {
  return `${cpu / 1024} vCPU, ${memory} MiB`;
}
