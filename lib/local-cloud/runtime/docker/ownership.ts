/** Whose the lab's containers, volumes and networks are: what is left of a killed cloud is known by it. */
export interface Ownership {
  /** Unique on this machine: one run of the cloud. */
  readonly run: string;
  /** The folder whose cloud it is; one runs there at a time. */
  readonly stateDirectory: string;
}

const RUN = 'sre-slo-lab.run';
const STATE = 'sre-slo-lab.state';

export function labelsOf({ run, stateDirectory }: Ownership): Readonly<Record<string, string>> {
  return { [RUN]: run, [STATE]: stateDirectory };
}

/** What one run of the cloud has made, as a filter of Docker's. */
export function ofRun({ run }: Pick<Ownership, 'run'>): string {
  return `${RUN}=${run}`;
}

/** What any run of this folder's cloud has made. */
export function ofFolder({ stateDirectory }: Pick<Ownership, 'stateDirectory'>): string {
  return `${STATE}=${stateDirectory}`;
}
