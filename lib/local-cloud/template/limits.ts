import { AwsError } from '../kernel/aws-error';

/** How many of each a template may have (CloudFormation User Guide, "Understand CloudFormation quotas"). */
const LIMITS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;

/** Throws CloudFormation's ValidationError for a template with too many of anything. */
export function requireWithinLimits(body: Readonly<Record<keyof typeof LIMITS, object>>): void {
  for (const [section, limit] of Object.entries(LIMITS)) {
    const count = Object.keys(body[section as keyof typeof LIMITS]).length;
    if (count <= limit) continue;
    throw new AwsError(
      'ValidationError',
      `Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${limit}`,
    );
  }
}
