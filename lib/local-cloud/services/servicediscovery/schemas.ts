import { z } from 'zod';

/** Tags as Cloud Map writes them. */
export const tags = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(200);

export const page = { NextToken: z.string().optional(), MaxResults: z.number().int().min(1).max(100).optional() };

/** Filters by these names. */
export const filters = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z
    .array(
      z.strictObject({
        Name: z.enum(names),
        Values: z.array(z.string()).min(1),
        Condition: z.enum(['EQ', 'IN', 'BEGINS_WITH']).optional(),
      }),
    )
    .optional();

export const dnsRecords = z
  .array(z.strictObject({ Type: z.enum(['A', 'SRV']), TTL: z.number().int().min(0).max(2_147_483_647) }))
  .min(1);

/** The name of a service: labels of a DNS name. */
export const serviceName = z
  .string()
  .regex(
    /^(?=.{1,127}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/u,
  );

export const instanceId = z.string().regex(/^[0-9a-zA-Z_/:.@-]{1,64}$/u);
