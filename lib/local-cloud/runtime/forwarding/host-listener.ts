/** One listening port of the host that leads into tasks. */
export interface HostListener {
  /** The tasks' private addresses; connections go to them in turn. */
  setTargets(addresses: readonly string[]): void;
  close(): Promise<void>;
}

/** Opens ports of the host; rejects with a sentence that names the port when it is taken. */
export type OpenHostListener = (address: string, port: number) => Promise<HostListener>;
