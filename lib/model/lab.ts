import { DEFAULT_NAMESPACE } from './names';

/** What one lab is called, everywhere. */
export interface Lab {
  /** CloudFormation's stack and the ECS cluster. */
  readonly stackName: string;
  /** The Cloud Map namespace: the services' domain. */
  readonly namespace: string;
}

/** A lab's name becomes a DNS label and a part of the stack's name. */
const LAB_NAME = /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/;

/** What `isLabName` allows, in words. */
export const LAB_NAME_RULE = '1 to 32 lowercase letters, digits and hyphens, with a letter first and no hyphen last';

/** Whether a lab may be called this. */
export function isLabName(name: string): boolean {
  return LAB_NAME.test(name);
}

/** The names of the lab `name`; without a name, of the only one. Two zones of one name cannot share a VPC. */
export function labOf(name?: string): Lab {
  if (name === undefined) return { stackName: 'SreSloLab', namespace: DEFAULT_NAMESPACE };
  return { stackName: `SreSloLab-${name}`, namespace: `${name}.${DEFAULT_NAMESPACE}` };
}

/** The stack with the VPC that many labs share, and the values that it exports to them. */
export const SHARED_NETWORK = {
  stackName: 'SreSloLabNetwork',
  vpcId: 'SreSloLabNetwork-VpcId',
  subnetIds: ['SreSloLabNetwork-PublicSubnet1', 'SreSloLabNetwork-PublicSubnet2'],
} as const;
