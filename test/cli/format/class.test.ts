import { failedTeam } from '../../../lib/cli/class/gather-class';
import type { TeamStatus } from '../../../lib/cli/class/report';
import { formatClass, formatClassDown, formatClassUp } from '../../../lib/cli/format/class';
import { PLAIN } from '../../../lib/cli/format/style';

const UP: TeamStatus = {
  team: 'team-1',
  stack: 'SreSloLab-team-1',
  state: 'CREATE_COMPLETE',
  app: 'http://127.0.9.1:5000',
  prometheus: 'http://127.0.9.2:9090',
  grafana: null,
  target: 'UP',
  ends: 'never',
  error: null,
};
const FAILED = failedTeam({ name: 'team-2', stack: 'SreSloLab-team-2' }, 'no room');

describe('the table of a class', () => {
  it('has a line for each team, and what is wrong below', () => {
    expect(formatClass({ endpoint: 'http://127.0.0.1:4566', teams: [UP, FAILED] }, PLAIN)).toBe(
      `1 of 2 teams UP at http://127.0.0.1:4566
  team    state            target   app                    prometheus             ends
  team-1  CREATE_COMPLETE  UP       http://127.0.9.1:5000  http://127.0.9.2:9090  never
  team-2  FAILED           unknown  -                      -                      -
team-2: no room`,
    );
    expect(formatClass({ endpoint: null, teams: [] }, PLAIN)).toBe('no team has a lab at AWS');
  });

  it('says how to go on after up', () => {
    const report = { endpoint: null, teams: [UP, FAILED], tookMs: 61_000, pid: null, detached: true };
    const text = formatClassUp(report, PLAIN);
    expect(text).toContain('It took 1 m 1 s.\n1 failed: the same command once more goes on with them\n');
    expect(text).toMatch(/"npx lab class down --target aws" takes it down; "npx lab status --target aws --lab team-1"/);
    const here = { ...report, endpoint: 'http://127.0.0.1:4566', teams: [UP], pid: 1, detached: false };
    expect(formatClassUp(here, PLAIN)).toMatch(/It took 1 m 1 s\.\nCtrl-C takes everything down\.$/);
  });

  it('says what is gone, and what stays', () => {
    const teams = [
      { team: 'team-1', error: null },
      { team: 'team-2', error: 'in use' },
    ];
    expect(formatClassDown({ teams, networkKept: 'a lab is in it', cloudStopped: false }, PLAIN)).toBe(
      '1 of 2 labs are gone\nteam-2: in use\nthe shared network stays: a lab is in it',
    );
    expect(formatClassDown({ teams: [], networkKept: null, cloudStopped: true }, PLAIN)).toBe(
      'no team has a lab\nthe local cloud of the class is down too; nothing of it is left running',
    );
  });
});
