import type { AccessApi, OpenPort, ServiceDoor } from '../../aws/access-api';
import { LabError } from '../../model/errors';
import { PUBLIC_PORTS } from '../../model/public-ports';
import { noLab } from '../status/reach-lab';
import type { AccessReport, DoorChange } from './report';

/** How rules of ours are told from those of the stack. */
export const RULE_DESCRIPTION = 'lab allow-me';

type Place = Pick<AccessReport, 'cluster' | 'endpoint'>;
type Changes = Pick<AccessReport, 'opened' | 'alreadyOpen' | 'closed'>;

/** Lets a network in to every port that the stack opens to `allowedCidr`; what is open already stays as it is. */
export async function allow(api: AccessApi, place: Place, cidr: string): Promise<Changes> {
  const opened: DoorChange[] = [];
  const alreadyOpen: DoorChange[] = [];
  for (const { service, securityGroup } of await doorsOf(api, place)) {
    const rules = await api.openPorts(securityGroup);
    const open = new Set(rules.filter((rule) => rule.cidr === cidr).map(({ port }) => port));
    const wanted = PUBLIC_PORTS[service] ?? [];
    const missing = wanted.filter((port) => !open.has(port));
    if (missing.length > 0) {
      await api.open(
        securityGroup,
        missing.map((port) => ({ port, cidr, description: RULE_DESCRIPTION })),
      );
    }
    opened.push(...missing.map((port) => ({ service, port, cidr })));
    alreadyOpen.push(...wanted.filter((port) => open.has(port)).map((port) => ({ service, port, cidr })));
  }
  return { opened, alreadyOpen, closed: [] };
}

/** Takes back what `allow` opened, for one network or for all; the stack's own rules are the template's to change. */
export async function disallow(api: AccessApi, place: Place, cidr: string | undefined): Promise<Changes> {
  const closed: DoorChange[] = [];
  for (const { service, securityGroup } of await doorsOf(api, place)) {
    const ours = (await api.openPorts(securityGroup)).filter((rule) => isOurs(rule, cidr));
    if (ours.length > 0) await api.close(securityGroup, ours);
    closed.push(...ours.map((rule) => ({ service, port: rule.port, cidr: rule.cidr })));
  }
  return { opened: [], alreadyOpen: [], closed };
}

async function doorsOf(api: AccessApi, place: Place): Promise<ServiceDoor[]> {
  const doors = await api.doors(place.cluster, Object.keys(PUBLIC_PORTS));
  if (doors.length === 0) throw noLab(place);
  if (doors.some(({ isBehindLoadBalancer }) => isBehindLoadBalancer)) {
    throw new LabError(
      'BehindLoadBalancer',
      `the lab ${place.cluster} is behind a load balancer, which lets in the networks of its template; deploy it again with -c allowedCidr=<networks>`,
    );
  }
  return doors;
}

function isOurs(rule: OpenPort, cidr: string | undefined): boolean {
  return rule.description === RULE_DESCRIPTION && (cidr === undefined || rule.cidr === cidr);
}
