/** A port of a service, and who may reach it. */
export interface DoorChange {
  readonly service: string;
  readonly port: number;
  readonly cidr: string;
}

/** What `lab allow-me` found and did. */
export interface AccessReport {
  readonly cluster: string;
  /** Null for AWS' own. */
  readonly endpoint: string | null;
  /** Null when no network was asked for: a lab on this machine, or `--remove` of all. */
  readonly cidr: string | null;
  readonly opened: readonly DoorChange[];
  /** What was open before, by `lab allow-me` or by the stack itself. */
  readonly alreadyOpen: readonly DoorChange[];
  readonly closed: readonly DoorChange[];
  /** True: nothing but this machine can reach the lab, and this machine always can. */
  readonly isOnThisMachine: boolean;
}
