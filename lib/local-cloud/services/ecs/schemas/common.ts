import { z } from 'zod';

/** A tag as ECS writes it: lowercase members. */
export const tag = z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256).optional() });

export const tags = z.array(tag).max(50);

/** `name` and `value`, as in a container's environment. */
export const keyValue = z.strictObject({ name: z.string().optional(), value: z.string().optional() });

/** Services, clusters and task definition families share this rule. */
export const resourceName = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/u, {
  error: 'up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed',
});

export const page = { nextToken: z.string().optional(), maxResults: z.number().int().min(1).max(100).optional() };

/** Only awsvpc: each task has its own address. */
export const networkConfiguration = z.strictObject({
  awsvpcConfiguration: z.strictObject({
    subnets: z.array(z.string()).min(1).max(16),
    securityGroups: z.array(z.string()).max(5).optional(),
    assignPublicIp: z.enum(['ENABLED', 'DISABLED']).optional(),
  }),
});

/** A list that the API has and the local cloud supports only empty, as CDK writes it. */
export const emptyList = (name: string) =>
  z.array(z.never(), { error: `${name} must be empty: the local cloud does not support them` }).max(0);
