/** A container image that others build, taken from a public registry, by its exact version where there is one. */
export interface PublicImage {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * AWS' own agent, which FIS needs beside a container whose network it disturbs. AWS documents this tag only; ECS resolves
 * it once a deployment, so that all tasks of one run the same image.
 */
export const SSM_AGENT: PublicImage = {
  registry: 'public.ecr.aws',
  repository: 'amazon-ssm-agent/amazon-ssm-agent',
  tag: 'latest',
};

/** Docker's official PostgreSQL, in the copy that AWS keeps: no login, both processors. */
export const POSTGRES: PublicImage = {
  registry: 'public.ecr.aws',
  repository: 'docker/library/postgres',
  tag: '15.18-bookworm',
};
