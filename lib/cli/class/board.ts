import type { CommandContext } from '../command';
import { duration } from '../format/duration';
import { table } from '../format/table';

/** Where each team's lab is on its way. */
export interface Board {
  /** @param isMilestone whether it is worth a line where lines cannot be replaced */
  set(team: string, state: string, isMilestone?: boolean): void;
  /** Draws it for the last time. */
  end(): void;
}

interface Row {
  state: string;
  since: number;
  isOver: boolean;
}

/** A taller table scrolls away, and cannot be drawn over. */
const TALLEST = 20;
const LONGEST_STATE = 60;
const REDRAW_MS = 500;

/** One table that is drawn again and again on a terminal; elsewhere a line for each milestone. */
export function openBoard(
  teams: readonly string[],
  { progress, transient, style }: Pick<CommandContext, 'progress' | 'transient' | 'style'>,
  now: () => number = Date.now,
): Board {
  const rows = new Map<string, Row>(teams.map((team) => [team, { state: 'waiting', since: now(), isOver: false }]));
  const isDrawn = transient !== undefined && teams.length <= TALLEST;
  let height = 0;

  function draw(): void {
    const lines = table(
      [...rows].map(([team, { state, since, isOver }]) => [
        style.strong(team),
        state.slice(0, LONGEST_STATE),
        isOver || state === 'waiting' ? '' : style.quiet(duration(now() - since)),
      ]),
      '  ',
    );
    const back = height > 0 ? `\u001B[${height}A` : '';
    transient?.(`${back}${lines.map((line) => `\u001B[2K${line}\n`).join('')}`);
    height = lines.length;
  }
  const timer = isDrawn ? setInterval(draw, REDRAW_MS) : undefined;
  if (isDrawn) draw();
  return {
    set(team, state, isMilestone = false) {
      const row = rows.get(team);
      if (!row || row.state === state) return;
      // The time is that of the team's whole way, from its first state on.
      const since = row.state === 'waiting' ? now() : row.since;
      rows.set(team, { state, since, isOver: isMilestone && /^(UP|FAILED|deployed|gone)/.test(state) });
      if (isDrawn) draw();
      else if (isMilestone) progress(`${team}: ${state}`);
    },
    end() {
      clearInterval(timer);
      if (isDrawn) draw();
    },
  };
}
