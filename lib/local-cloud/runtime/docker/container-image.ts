/** How one image of the lab is built. The local cloud gets these from its caller. */
export interface ContainerImage {
  /** The repository without registry and tag: `sre-slo-lab/app`. */
  readonly repository: string;
  /** The tag that today's sources have. */
  currentTag(): string;
  /** Absolute path of the build context. */
  readonly context: string;
  /** Absolute path. @default the context's own */
  readonly dockerfile?: string;
  /** Added to the image's own environment, below the container's. */
  readonly environment?: Readonly<Record<string, string>>;
}
