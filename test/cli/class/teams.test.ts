import { inPool, poolSize } from '../../../lib/cli/class/pool';
import { firstTeams, teamsAmong } from '../../../lib/cli/class/teams';

describe('the teams of a class', () => {
  it('have numbers from one', () => {
    expect(firstTeams('team', 2)).toEqual([
      { name: 'team-1', stack: 'SreSloLab-team-1' },
      { name: 'team-2', stack: 'SreSloLab-team-2' },
    ]);
  });

  it('are found among stacks, by number, and nothing else is', () => {
    const stacks = ['SreSloLab', 'SreSloLab-team-10', 'SreSloLab-team-2', 'SreSloLab-team-x', 'SreSloLab-teams-1'];
    const others = ['SreSloLab-team-', 'SreSloLab-team-01', 'SreSloLab-blue-1', 'SreSloLabNetwork', 'Other-team-1'];
    expect(teamsAmong([...stacks, ...others], 'team').map(({ name }) => name)).toEqual(['team-2', 'team-10']);
    expect(teamsAmong(others, 'blue').map(({ stack }) => stack)).toEqual(['SreSloLab-blue-1']);
  });
});

describe('a pool', () => {
  it('does so many at a time, and keeps the order of the results', async () => {
    let running = 0;
    let most = 0;
    const results = await inPool([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < 6 - item; turn += 1) await Promise.resolve();
      running -= 1;
      return item * 10;
    });
    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it.each([
    [{ target: 'local', processors: 2, freeBytes: 16e9 }, 2],
    [{ target: 'aws', processors: 2, freeBytes: 16e9 }, 10],
    [{ target: 'aws', processors: 8, freeBytes: 1e9 }, 3],
    [{ target: 'local', processors: 8, freeBytes: 1e8 }, 1],
  ] as const)('fits the machine: %j takes %d', (machine, size) => {
    expect(poolSize(machine)).toBe(size);
  });
});
