/** Cloud Map → DNS records: pure data that the DNS server answers from. */

export interface AddressRecord {
  readonly type: 'A';
  readonly address: string;
}

export interface ServiceRecord {
  readonly type: 'SRV';
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

/** All records of one name. `records` may be empty: the name exists and answers NOERROR without data. */
export interface ZoneName {
  /** Fully qualified, lower case, no final dot: `sre-app-service.sre.local`. */
  readonly name: string;
  readonly ttlSeconds: number;
  /** MULTIVALUE answers at most eight, in random order; WEIGHTED answers one. */
  readonly routing: 'MULTIVALUE' | 'WEIGHTED';
  readonly records: readonly (AddressRecord | ServiceRecord)[];
}

/** One private hosted zone: a name that it does not have is NXDOMAIN. */
export interface Zone {
  /** `sre.local` */
  readonly name: string;
  readonly names: readonly ZoneName[];
}
