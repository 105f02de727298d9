import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { ToolName } from './releases';

/** A download that failed is not tried again for this long: without a network, a start costs nothing then. */
export const RETRY_AFTER_MS = 15 * 60_000;

const attemptSchema = z.object({ at: z.number(), outcome: z.enum(['failed', 'refused']), why: z.string() });

/** How the last attempt to get a tool ended, when it did not bring one. */
export type Attempt = z.infer<typeof attemptSchema>;

/** What is remembered of downloads that brought nothing, in files beside the tools. */
export function attemptsIn(tools: string, now: () => number = Date.now) {
  const fileOf = (tool: ToolName) => join(tools, `${tool}.attempt.json`);
  return {
    /** The last attempt, as long as it counts: a failure for a quarter of an hour, a refusal for good. */
    recall(tool: ToolName): Attempt | undefined {
      const attempt = read(fileOf(tool));
      if (attempt === undefined || attempt.outcome === 'refused') return attempt;
      const age = now() - attempt.at;
      return age >= 0 && age < RETRY_AFTER_MS ? attempt : undefined;
    },
    remember(tool: ToolName, outcome: Attempt['outcome'], why: string): void {
      const file = fileOf(tool);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ at: now(), outcome, why })}\n`);
    },
    forget(tool: ToolName): void {
      rmSync(fileOf(tool), { force: true });
    },
  };
}

function read(file: string): Attempt | undefined {
  try {
    return attemptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // None, or none of ours.
  }
}
