import { AwsError } from '../../kernel/aws-error';
import { resourceId } from '../../kernel/ids';
import { AddressPool, cidrRange, machinePool, publicAddressPool } from './addresses';
import type { IngressRule } from './ingress';
import type { Tags } from './tags';

export interface Vpc {
  readonly id: string;
  readonly cidrBlock: string;
  readonly defaultSecurityGroupId: string;
  readonly tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly availabilityZone: string;
  readonly mapPublicIpOnLaunch: boolean;
  readonly pool: AddressPool;
  readonly tags: Tags;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly tags: Tags;
  /** Recorded, not enforced. */
  ingress: readonly IngressRule[];
}

export interface Interface {
  readonly id: string;
  readonly subnet: Subnet;
  readonly macAddress: string;
  readonly privateAddress: string;
  readonly publicAddress?: string;
  readonly securityGroups: readonly SecurityGroup[];
  readonly description: string;
  readonly attachedAt: Date;
}

/** The networks of the cloud. Security groups are recorded, not enforced: everything runs on one machine. */
export class Ec2State {
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  readonly interfaces = new Map<string, Interface>();
  private readonly publicAddresses = publicAddressPool(Math.random);
  /** In the place of every subnet's own. */
  private readonly privateAddresses: AddressPool | undefined;

  /** @param privateRange a CIDR block. @default private addresses are those of the subnet */
  constructor(privateRange?: string) {
    this.privateAddresses = privateRange === undefined ? undefined : machinePool(rangeOf(privateRange), Math.random);
  }

  createVpc(cidrBlock: string, tags: Tags = []): Vpc {
    rangeOf(cidrBlock);
    const vpc: Vpc = { id: resourceId('vpc'), cidrBlock, defaultSecurityGroupId: resourceId('sg'), tags };
    this.vpcs.set(vpc.id, vpc);
    this.securityGroups.set(vpc.defaultSecurityGroupId, {
      id: vpc.defaultSecurityGroupId,
      vpcId: vpc.id,
      name: 'default',
      description: 'default VPC security group',
      tags: [],
      ingress: [],
    });
    return vpc;
  }

  createSubnet(
    input: Pick<Subnet, 'vpcId' | 'cidrBlock' | 'availabilityZone' | 'mapPublicIpOnLaunch'> & { readonly tags?: Tags },
  ): Subnet {
    const vpc = find(this.vpcs, input.vpcId, 'InvalidVpcID.NotFound', 'vpc ID');
    const [outer, inner] = [rangeOf(vpc.cidrBlock), rangeOf(input.cidrBlock)];
    if (inner.first < outer.first || inner.last > outer.last) {
      throw new AwsError('InvalidSubnet.Range', `The CIDR '${input.cidrBlock}' is invalid.`);
    }
    for (const subnet of this.subnets.values()) {
      const other = rangeOf(subnet.cidrBlock);
      if (subnet.vpcId === vpc.id && other.first <= inner.last && inner.first <= other.last) {
        throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${input.cidrBlock}' conflicts with another subnet`);
      }
    }
    const subnet: Subnet = { tags: [], ...input, id: resourceId('subnet'), pool: new AddressPool(inner) };
    this.subnets.set(subnet.id, subnet);
    return subnet;
  }

  createSecurityGroup(input: Omit<SecurityGroup, 'id' | 'ingress'>): SecurityGroup {
    find(this.vpcs, input.vpcId, 'InvalidVpcID.NotFound', 'vpc ID');
    const group: SecurityGroup = { ...input, id: resourceId('sg'), ingress: [] };
    this.securityGroups.set(group.id, group);
    return group;
  }

  createInterface(request: {
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
    readonly assignPublicIp: boolean;
    readonly description: string;
    readonly now: number;
  }): Interface {
    const subnet = find(this.subnets, request.subnetId, 'InvalidSubnetID.NotFound', 'subnet ID');
    const ids =
      request.securityGroups.length > 0
        ? request.securityGroups
        : [this.vpcs.get(subnet.vpcId)!.defaultSecurityGroupId];
    const used = (pick: (i: Interface) => string | undefined) => (address: string) =>
      [...this.interfaces.values()].some((other) => pick(other) === address);
    const created: Interface = {
      id: resourceId('eni'),
      subnet,
      macAddress: `0e:${resourceId('').slice(2, 12).match(/../g)!.join(':')}`,
      privateAddress: (this.privateAddresses ?? subnet.pool).take(used((i) => i.privateAddress)),
      publicAddress: request.assignPublicIp ? this.publicAddresses.take(used((i) => i.publicAddress)) : undefined,
      securityGroups: ids.map((id) => find(this.securityGroups, id, 'InvalidGroup.NotFound', 'security group')),
      description: request.description,
      attachedAt: new Date(request.now),
    };
    this.interfaces.set(created.id, created);
    return created;
  }

  /** Removes one thing; refuses while another depends on it. */
  remove(kind: 'vpcs' | 'subnets' | 'securityGroups', id: string): void {
    const dependents = {
      vpcs: [
        ...[...this.subnets.values()].filter((s) => s.vpcId === id),
        ...[...this.securityGroups.values()].filter((g) => g.vpcId === id && g.name !== 'default'),
      ],
      subnets: [...this.interfaces.values()].filter((i) => i.subnet.id === id),
      securityGroups: [...this.interfaces.values()].filter((i) => i.securityGroups.some((g) => g.id === id)),
    }[kind];
    if (dependents.length > 0) {
      throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    }
    const vpc = kind === 'vpcs' ? this.vpcs.get(id) : undefined;
    if (vpc) this.securityGroups.delete(vpc.defaultSecurityGroupId);
    this[kind].delete(id);
  }
}

/** The member with this id; throws EC2's own NotFound error. */
export function find<T>(map: ReadonlyMap<string, T>, id: string, code: string, noun: string): T {
  const found = map.get(id);
  if (found) return found;
  throw new AwsError(code, `The ${noun} '${id}' does not exist`);
}

function rangeOf(cidrBlock: string): { readonly first: number; readonly last: number } {
  const range = cidrRange(cidrBlock);
  if (range) return range;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
  );
}
