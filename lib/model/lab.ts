import { DEFAULT_NAMESPACE } from './names';

/** What one lab is called, everywhere. */
export interface Lab {
  /** CloudFormation's stack and the ECS cluster. */
  readonly stackName: string;
  /** The Cloud Map namespace: the services' domain. */
  readonly namespace: string;
}

/** The names of the lab `name`; without a name, of the only one. Two zones of one name cannot share a VPC. */
export function labOf(name?: string): Lab {
  if (name === undefined) return { stackName: 'SreSloLab', namespace: DEFAULT_NAMESPACE };
  return { stackName: `SreSloLab-${name}`, namespace: `${name}.${DEFAULT_NAMESPACE}` };
}
