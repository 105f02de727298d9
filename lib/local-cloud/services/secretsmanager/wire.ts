import type { Secret } from './state';

/** A secret as DescribeSecret and ListSecrets answer it: never its value. */
export function secretOnWire(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    Tags: secret.tags,
    RotationEnabled: false,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.createdAt,
    VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] },
  };
}
