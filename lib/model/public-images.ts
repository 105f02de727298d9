/** A container image that others build, taken from a public registry by its exact version. */
export interface PublicImage {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** AWS' build of Fluent Bit, which FireLens wants. The 3.x line; 2.x is at its end. */
export const FLUENT_BIT: PublicImage = {
  registry: 'public.ecr.aws',
  repository: 'aws-observability/aws-for-fluent-bit',
  tag: '3.4.16',
};

/** Docker's official PostgreSQL, in the copy that AWS keeps: no login, both processors. */
export const POSTGRES: PublicImage = {
  registry: 'public.ecr.aws',
  repository: 'docker/library/postgres',
  tag: '15.18-bookworm',
};
