import type { Terminal } from '../terminal';
import { ENTER, frameBetween, LEAVE } from './frame';
import type { ViewSize } from './view';

/** The alternate screen of a terminal. */
export interface Screen {
  /** Shows what `view` makes for the size of the window. */
  show(view: (size: ViewSize) => readonly string[]): void;
  /** Gives the terminal back as it was; twice is fine. */
  close(): void;
}

const QUIT_KEYS = new Set(['q', 'Q', '\u0003', '\u0004', '\u001B']);

/** Takes the terminal until `close`, or until the process exits. @param quit is called when the user wants to leave */
export function openScreen(terminal: Terminal, quit: () => void): Screen {
  let shown: readonly string[] | undefined;
  let last: ((size: ViewSize) => readonly string[]) | undefined;
  let isOpen = true;
  const draw = () => {
    if (last === undefined || !isOpen) return;
    const lines = last(terminal.size());
    const text = frameBetween(shown, lines);
    shown = lines;
    if (text !== '') terminal.write(text);
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    for (const release of releases) release();
    terminal.write(LEAVE);
  };
  terminal.write(ENTER);
  const releases = [
    terminal.onExit(close),
    terminal.onResize(() => {
      // What the terminal made of the old lines, nobody knows.
      shown = undefined;
      draw();
    }),
    terminal.onKey((key) => {
      if (QUIT_KEYS.has(key)) quit();
      // As everywhere: Ctrl-L draws all of it again.
      if (key !== '\u000C') return;
      shown = undefined;
      draw();
    }),
  ];
  return {
    show(view) {
      last = view;
      draw();
    },
    close,
  };
}
