import type { LabSnapshot } from '../../../lib/cli/snapshot/snapshot';
import type { Terminal } from '../../../lib/cli/terminal';
import { ENTER, LEAVE } from '../../../lib/cli/watch/frame';
import { runWatch } from '../../../lib/cli/watch/run-watch';
import { fakeContext } from '../fake-host';
import { app, snapshot } from '../snapshot/lab-snapshots';

interface FakeTerminal extends Terminal {
  text(): string;
  press(key: string): void;
  resize(columns: number, rows: number): void;
  exit(): void;
  /** How many listeners there are. */
  held(): number;
}

function fakeTerminal(): FakeTerminal {
  const written: string[] = [];
  let size = { columns: 100, rows: 30 };
  const keys = new Set<(key: string) => void>();
  const resizes = new Set<() => void>();
  const exits = new Set<() => void>();
  const listen =
    <T>(set: Set<T>) =>
    (listener: T) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
  return {
    write: (text) => written.push(text),
    size: () => size,
    onKey: listen(keys),
    onResize: listen(resizes),
    onExit: listen(exits),
    text: () => written.join(''),
    press: (key) => keys.forEach((listener) => listener(key)),
    resize(columns, rows) {
      size = { columns, rows };
      resizes.forEach((listener) => listener());
    },
    exit: () => exits.forEach((listener) => listener()),
    held: () => keys.size + resizes.size + exits.size,
  };
}

/** Looks that a test watches: `atLook` is called at each. */
function watching(terminal: FakeTerminal | undefined, atLook: (look: number) => LabSnapshot) {
  let look = 0;
  const controller = new AbortController();
  const context = fakeContext(terminal ? { terminal } : {});
  const source = { take: async () => atLook((look += 1)) };
  const options = { clock: 'class' as const, plain: terminal === undefined, signal: controller.signal, everyMs: 1 };
  return { done: runWatch(source, context, options), stop: () => controller.abort(), context };
}

describe('lab watch in a terminal', () => {
  it.each(['q', '\u0003', '\u001B'])('leaves at the key %j and gives the terminal back as it was', async (key) => {
    const terminal = fakeTerminal();
    const { done } = watching(terminal, (look) => {
      if (look === 3) terminal.press(key);
      return snapshot(look);
    });
    const { snapshot: last } = await done;
    expect(last.cluster).toBe('SreSloLab');
    expect(terminal.text().startsWith(ENTER)).toBe(true);
    expect(terminal.text().endsWith(LEAVE)).toBe(true);
    expect(terminal.held()).toBe(0);
  });

  it('leaves at a stop signal', async () => {
    const terminal = fakeTerminal();
    const { done, stop } = watching(terminal, (look) => {
      if (look === 2) stop();
      return snapshot(look);
    });
    await done;
    expect(terminal.text().endsWith(LEAVE)).toBe(true);
  });

  it('gives the terminal back once when the process exits under it', async () => {
    const terminal = fakeTerminal();
    const { done, stop } = watching(terminal, (look) => {
      if (look === 2) {
        terminal.exit();
        stop();
      }
      return snapshot(look);
    });
    await done;
    expect(terminal.text().split(LEAVE)).toHaveLength(2);
    expect(terminal.text().endsWith(LEAVE)).toBe(true);
  });

  it('draws all of it again when the window has another size, in that size', async () => {
    const terminal = fakeTerminal();
    let before = 0;
    const { done } = watching(terminal, (look) => {
      if (look === 2) {
        before = terminal.text().length;
        terminal.resize(40, 10);
      }
      if (look === 3) terminal.press('q');
      return snapshot(look);
    });
    await done;
    const redrawn = terminal.text().slice(before);
    expect(redrawn).toContain('the window is too small for the rest');
    expect(redrawn).toContain('\u001B[1;1H');
  });

  it('writes next to nothing while nothing changes', async () => {
    const terminal = fakeTerminal();
    const lengths: number[] = [];
    const { done } = watching(terminal, (look) => {
      lengths.push(terminal.text().length);
      if (look === 6) terminal.press('q');
      return snapshot(0);
    });
    await done;
    expect(lengths[5]).toBe(lengths[2]);
  });
});

describe('lab watch --plain', () => {
  it('tells the state once a minute and each event once', async () => {
    const { done, stop, context } = watching(undefined, (look) => {
      if (look === 5) stop();
      return snapshot(look * 20, look < 3 ? {} : { services: [app([], { desired: 0 })] });
    });
    const { events } = await done;
    expect(events.map(({ text }) => text)).toEqual(['sre-app-service shall have 0 instead of 1']);
    expect(context.lines.filter((line) => line.includes('shall have 0'))).toHaveLength(1);
    expect(context.lines.filter((line) => line.includes('sre-app-service: '))).toHaveLength(2);
  });
});
