import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';
import { queryInteger } from '../../kernel/query-input';
import { cidrRange } from './addresses';

/** One inbound rule: a protocol, ports, and one source. */
export interface IngressRule {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** An IPv4 network, an IPv6 network, or a security group's id. */
  readonly source: { readonly kind: 'cidr' | 'cidr6' | 'group'; readonly value: string };
  readonly description: string | undefined;
}

/** `IpPermissions.1.IpProtocol=tcp&IpPermissions.1.IpRanges.1.CidrIp=…` */
export const ipPermissions = z
  .array(
    z.strictObject({
      IpProtocol: z.string(),
      FromPort: queryInteger.optional(),
      ToPort: queryInteger.optional(),
      IpRanges: z.array(z.strictObject({ CidrIp: z.string(), Description: z.string().optional() })).default([]),
      Ipv6Ranges: z.array(z.strictObject({ CidrIpv6: z.string(), Description: z.string().optional() })).default([]),
      Groups: z
        .array(
          z.strictObject({ GroupId: z.string(), UserId: z.string().optional(), Description: z.string().optional() }),
        )
        .default([]),
    }),
  )
  .min(1);

/** The rules that permissions stand for, one for each source. */
export function rulesOf(permissions: z.output<typeof ipPermissions>): IngressRule[] {
  return permissions.flatMap(({ IpProtocol: protocol, FromPort: fromPort, ToPort: toPort, ...sources }) => {
    const rule = (kind: IngressRule['source']['kind'], value: string, description?: string): IngressRule => {
      if (kind === 'cidr' && !cidrRange(value)) throw notANetwork(value);
      return { protocol, fromPort, toPort, source: { kind, value }, description };
    };
    return [
      ...sources.IpRanges.map(({ CidrIp, Description }) => rule('cidr', CidrIp, Description)),
      ...sources.Ipv6Ranges.map(({ CidrIpv6, Description }) => rule('cidr6', CidrIpv6, Description)),
      ...sources.Groups.map(({ GroupId, Description }) => rule('group', GroupId, Description)),
    ];
  });
}

/** Whether two rules are one for EC2, which does not look at descriptions. */
export function isSameRule(one: IngressRule, other: IngressRule): boolean {
  return keyOf(one) === keyOf(other);
}

/** Rules as DescribeSecurityGroups answers them: a permission for each protocol and ports. */
export function permissionsOnWire(rules: readonly IngressRule[], account: string) {
  const groups = new Map<string, IngressRule[]>();
  for (const rule of rules) groups.set(portsOf(rule), [...(groups.get(portsOf(rule)) ?? []), rule]);
  return [...groups.values()].map((same) => ({
    ipProtocol: same[0]!.protocol,
    fromPort: same[0]!.fromPort,
    toPort: same[0]!.toPort,
    ipRanges: sourcesOf(same, 'cidr').map(({ value: cidrIp, description }) => ({ cidrIp, description })),
    ipv6Ranges: sourcesOf(same, 'cidr6').map(({ value: cidrIpv6, description }) => ({ cidrIpv6, description })),
    groups: sourcesOf(same, 'group').map(({ value: groupId, description }) => ({
      groupId,
      userId: account,
      description,
    })),
  }));
}

function sourcesOf(rules: readonly IngressRule[], kind: IngressRule['source']['kind']) {
  return rules
    .filter(({ source }) => source.kind === kind)
    .map(({ source, description }) => ({ value: source.value, description }));
}

function portsOf({ protocol, fromPort, toPort }: IngressRule): string {
  return `${protocol} ${fromPort} ${toPort}`;
}

function keyOf(rule: IngressRule): string {
  return `${portsOf(rule)} ${rule.source.kind} ${rule.source.value}`;
}

function notANetwork(value: string): AwsError {
  return new AwsError('InvalidParameterValue', `CIDR block ${value} is malformed`);
}
