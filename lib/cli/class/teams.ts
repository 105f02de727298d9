import { labOf } from '../../model/lab';

/** As many as a class has people. */
export const MAX_TEAMS = 40;

export const DEFAULT_PREFIX = 'team';

export interface Team {
  /** `team-3`: the lab's name. */
  readonly name: string;
  /** `SreSloLab-team-3`: its stack and cluster. */
  readonly stack: string;
}

/** The first `count` teams: `team-1`, `team-2` … */
export function firstTeams(prefix: string, count: number): Team[] {
  return Array.from({ length: count }, (_none, index) => teamOf(`${prefix}-${index + 1}`));
}

/** The teams among some stacks, by number. */
export function teamsAmong(stackNames: readonly string[], prefix: string): Team[] {
  const start = `${labOf(prefix).stackName}-`;
  const numbers = stackNames.flatMap((name) => {
    const number = name.startsWith(start) ? name.slice(start.length) : '';
    return /^[1-9]\d{0,2}$/.test(number) ? [Number(number)] : [];
  });
  return numbers.sort((a, b) => a - b).map((number) => teamOf(`${prefix}-${number}`));
}

function teamOf(name: string): Team {
  return { name, stack: labOf(name).stackName };
}
