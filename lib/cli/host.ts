/** What the CLI gets from the process that runs it; tests hand in their own. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The part of a terminal or file that the CLI writes to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** The window of a terminal, in characters. */
  readonly columns?: number;
  readonly rows?: number;
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Where stop signals come from: `process`. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

export interface Host {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signals: SignalSource;
  /** Calls the listener when the process exits, however it does. @returns what takes that back */
  readonly onExit?: (listener: () => void) => () => void;
}
