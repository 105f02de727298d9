import { createColors } from 'picocolors';
import type { Environment } from '../host';

type Paint = (text: string) => string;

/** Colours by meaning, so that every screen of the CLI says the same thing the same way. */
export interface Style {
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly strong: Paint;
  readonly quiet: Paint;
  readonly link: Paint;
  /** Light on dark whatever the terminal's own colours are. */
  readonly paper: Paint;
}

/** A style with colours, or one that leaves every text as it is. */
export function styleOf(colours: boolean): Style {
  const paint = createColors(colours);
  return {
    good: paint.green,
    warn: paint.yellow,
    bad: paint.red,
    strong: paint.bold,
    quiet: paint.dim,
    link: paint.cyan,
    paper: (text) => paint.whiteBright(paint.bgBlack(text)),
  };
}

export const PLAIN = styleOf(false);

/** Colours only on a terminal, and not when NO_COLOR (no-color.org) or a dumb terminal says no. */
export function wantsColour(environment: Environment, isTTY: boolean): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR']) return environment['FORCE_COLOR'] !== '0';
  return isTTY && environment['TERM'] !== 'dumb';
}
