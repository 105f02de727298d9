/** A container image that others build, taken from a public registry by its exact version. */
export interface PublicImage {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** Docker's official PostgreSQL, in the copy that AWS keeps: no login, both processors. */
export const POSTGRES: PublicImage = {
  registry: 'public.ecr.aws',
  repository: 'docker/library/postgres',
  tag: '15.18-bookworm',
};
