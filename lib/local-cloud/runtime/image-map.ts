import type { SharedNetwork } from './network';

/** How one image of the lab runs as a process on this machine. The local cloud gets these from its caller. */
export interface LocalImage {
  /** The repository without registry and tag: `sre-slo-lab/app`. */
  readonly repository: string;
  /** The tag that today's sources have. */
  currentTag(): string;
  /** Writes what the image would contain into `folder` (exists, empty). Called once a tag, only while it is the current one. */
  build(folder: string): Promise<void>;
  /** The container starts after it: what the program needs of others is ready then. */
  prepare?(paths: ProgramPaths): Promise<void>;
  /**
   * The local program for a snapshot, or a sentence that says why there is none: such a container is shown as not
   * started, never faked.
   */
  program(paths: ProgramPaths): LocalProgram | { readonly missing: string };
}

export interface ProgramPaths {
  /** The snapshot directory: the image's WORKDIR, read-only by convention. */
  readonly snapshot: string;
  /** The container's own writable directory; gone with the task. */
  readonly scratch: string;
  /** The directories of the task's volumes, by their paths inside the container. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Absent for a task with a network of its own, where a program may listen on every address. */
  readonly shared?: SharedNetwork;
}

export interface LocalProgram {
  /** The image's ENTRYPOINT and CMD as one argv; a task definition's entryPoint and command replace it as in Docker. */
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  /** Added below the container's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /**
   * The address that stands for `localhost` in commands run inside the container (health checks) and in values of its
   * environment, where programs listen on their task's address only. @default localhost is the task
   */
  readonly localhost?: string;
  /**
   * Pages that this machine's build of the program has elsewhere: a GET from the host that it answers with 404 is
   * redirected, so that the addresses in a lesson hold everywhere.
   */
  readonly movedPages?: { readonly port: number; readonly pages: Readonly<Record<string, string>> };
}

export type ImageMap = readonly LocalImage[];
