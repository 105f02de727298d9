/** What an image reference names; a digest is no tag. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string | undefined;
}

/**
 * Takes `123456789012.dkr.ecr.us-east-1.amazonaws.com/sre-slo-lab/app:abc123` apart as Docker does: the first part is
 * a registry when it looks like a host, and the tag is `latest` when there is none.
 */
export function parseImageReference(image: string): ImageReference {
  const [name = '', digest] = image.split('@');
  const [first = '', ...others] = name.split('/');
  const path = others.length > 0 && REGISTRY.test(first) ? others.join('/') : name;
  const colon = path.indexOf(':');
  if (colon === -1) return { repository: path, tag: digest === undefined ? 'latest' : undefined };
  const tag = path.slice(colon + 1);
  return { repository: path.slice(0, colon), tag: TAG.test(tag) ? tag : undefined };
}

const REGISTRY = /[.:]|^localhost$/;
const TAG = /^\w[\w.-]{0,127}$/;
