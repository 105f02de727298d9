import { HttpError } from '../http/http-error';
import type { RequestFault } from './fault';
import { parseFaultHeader } from './header';
import { Injection } from './injection';
import { seeded } from './seeded';
import type { Timers } from './timers';

/** How many different headers keep the count of their ratios; the one that is unused for longest begins anew. */
const MAX_KEPT = 200;

/** The faults that requests ask for themselves. Equal headers share their ratio. */
export class HeaderFaults {
  private readonly kept = new Map<string, readonly Injection<RequestFault>[]>();

  constructor(private readonly timers: Timers) {}

  /** @throws HttpError 400 for a header that is not understood */
  of(header: string): readonly Injection<RequestFault>[] {
    const injections = this.kept.get(header) ?? this.read(header);
    // A Map keeps the order in which keys came: out and in again makes this one the newest.
    this.kept.delete(header);
    this.kept.set(header, injections);
    if (this.kept.size > MAX_KEPT) for (const oldest of [...this.kept.keys()].slice(0, 1)) this.kept.delete(oldest);
    return injections;
  }

  private read(header: string): readonly Injection<RequestFault>[] {
    const result = parseFaultHeader(header);
    if ('problem' in result) throw new HttpError(400, 'InvalidFaultHeader', `X-Chaos-Fault: ${result.problem}`);
    return result.faults.map((fault) => new Injection(seeded(fault), this.timers));
  }
}
