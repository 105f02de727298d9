/** Container images that others build, taken from a public registry by their exact version. */
export interface PublicImage {
  /** Registry and repository. */
  readonly name: string;
  readonly tag: string;
}

/** Docker's official PostgreSQL, in the copy that AWS keeps: no login, no limit on pulls, both processors. */
export const POSTGRES: PublicImage = { name: 'public.ecr.aws/docker/library/postgres', tag: '15.18-bookworm' };
