import { AwsError } from '../../kernel/aws-error';
import type { Template } from '../../template/template';

const NAME_PROPERTIES = ['RoleName', 'PolicyName', 'ManagedPolicyName', 'UserName', 'GroupName', 'InstanceProfileName'];

/** Throws InsufficientCapabilitiesException when the template makes IAM resources that the caller did not acknowledge. */
export function requireCapabilities(template: Template, given: readonly string[]): void {
  const iam = Object.values(template.resources).filter((resource) => resource.type.startsWith('AWS::IAM::'));
  if (iam.length === 0 || given.includes('CAPABILITY_NAMED_IAM')) return;
  const named = iam.some(
    ({ type, properties }) =>
      type !== 'AWS::IAM::Policy' && NAME_PROPERTIES.some((property) => Object.hasOwn(properties, property)),
  );
  if (!named && given.includes('CAPABILITY_IAM')) return;
  throw new AwsError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'}]`,
  );
}
