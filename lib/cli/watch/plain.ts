import { percent } from '../format/numbers';
import { appTargets, shortId } from '../follow/milestones';
import type { ClockName } from '../prometheus/slo-state';
import type { LabSnapshot } from '../snapshot/snapshot';
import { CLOCK_TITLES } from '../../slo/names';
import type { LabEvent } from './events-between';
import { timeOf } from './view';

/** `14:05:09 bad: target 10.0.0.5:5000 is DOWN`: words instead of colours and signs, for a screen reader and for a log. */
export function plainEvent({ at, kind, text }: LabEvent): string {
  return `${timeOf(at)} ${kind === 'neutral' ? '' : `${kind}: `}${text}`;
}

/** All of the state, a sentence a line. */
export function plainState(snapshot: LabSnapshot, clock: ClockName): string[] {
  const { at, services, discovery, targets, slos, alerts, problem } = snapshot;
  const lines = [
    ...(services === null
      ? [`the AWS API does not answer: ${problem ?? 'unknown'}`]
      : services.flatMap(({ name, running, desired, tasks }) => [
          `${name}: ${running} of ${desired} running`,
          ...tasks.map(
            ({ id, lastStatus, health, privateAddress }) =>
              `task ${shortId(id)}: ${lastStatus}, ${health}, at ${privateAddress ?? 'no address'}`,
          ),
        ])),
    ...(discovery ?? []).map(
      ({ name, addresses }) => `DNS: ${name} is ${addresses.join(', ') || 'without an address'}`,
    ),
    ...(targets === null
      ? ['Prometheus does not answer']
      : appTargets({ targets }).map(({ address, health }) => `target ${address}: ${health.toUpperCase()}`)),
    ...(slos ?? [])
      .filter((slo) => slo.clock === clock)
      .map(
        ({ slo, objective, sli, budgetLeft }) =>
          `${slo} ${objective}, ${CLOCK_TITLES[clock]}: SLI ${sli === null ? 'unknown' : percent(sli, 2)}, budget left ${budgetLeft === null ? 'unknown' : percent(budgetLeft)}`,
      ),
    ...(alerts ?? []).map(({ state, summary, name }) => `alert ${state}: ${summary || name}`),
  ];
  return lines.map((line) => `${timeOf(at)} ${line}`);
}
