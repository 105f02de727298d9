import { openBoard } from '../../../lib/cli/class/board';
import { PLAIN } from '../../../lib/cli/format/style';

describe('the board of a class', () => {
  const teams = ['team-1', 'team-2'];

  it('is a line for each milestone where lines cannot be replaced', () => {
    const lines: string[] = [];
    const board = openBoard(teams, { style: PLAIN, progress: (line) => lines.push(line) });
    board.set('team-1', 'deploying', true);
    board.set('team-1', 'no Prometheus yet');
    board.set('team-2', 'FAILED: no room', true);
    board.set('team-1', 'UP', true);
    board.set('team-1', 'UP', true);
    board.end();
    expect(lines).toEqual(['team-1: deploying', 'team-2: FAILED: no room', 'team-1: UP']);
  });

  it('is one table that is drawn over on a terminal', () => {
    let time = 0;
    const drawn: string[] = [];
    const board = openBoard(
      teams,
      { style: PLAIN, progress: () => {}, transient: (text) => drawn.push(text) },
      () => time,
    );
    board.set('team-1', 'deploying', true);
    time = 5_000;
    board.set('team-1', 'waiting for 10.0.0.4');
    board.set('team-1', 'UP', true);
    board.end();
    expect(drawn[0]).toBe('\u001B[2K  team-1  waiting\n\u001B[2K  team-2  waiting\n');
    expect(drawn[1]).toBe('\u001B[2A\u001B[2K  team-1  deploying  0.0 s\n\u001B[2K  team-2  waiting\n');
    expect(drawn[2]).toContain('  team-1  waiting for 10.0.0.4  5.0 s\n');
    expect(drawn.at(-1)).toBe('\u001B[2A\u001B[2K  team-1  UP\n\u001B[2K  team-2  waiting\n');
  });

  it('is lines again for a table that would scroll away', () => {
    const drawn: string[] = [];
    const many = Array.from({ length: 21 }, (_none, index) => `team-${index + 1}`);
    const lines: string[] = [];
    const board = openBoard(many, {
      style: PLAIN,
      progress: (line) => lines.push(line),
      transient: (text) => drawn.push(text),
    });
    board.set('team-21', 'deploying', true);
    board.end();
    expect([drawn, lines]).toEqual([[], ['team-21: deploying']]);
  });
});
