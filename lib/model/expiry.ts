/** When a lab ends: what the stack's parameter `ExpiresAt` and the tag `expires` say. */

/** The stack's parameter. */
export const EXPIRES_AT = 'ExpiresAt';

/** The tag that every resource of a lab has, with the parameter's value. */
export const EXPIRES_TAG = 'expires';

/** The lab runs until somebody ends it. */
export const NEVER = 'never';

/** The lab ends with the day; what a deploy that says nothing gets, since a template cannot know what time it is. */
export const NIGHTLY = 'nightly';

/** The hour, in the lab's time zone, at which labs end that nobody gave a time, or that were brought back and forgotten. */
export const NIGHTLY_HOUR = 2;

/** How long a lab lasts for which somebody pays, and who said nothing. */
export const DEFAULT_HOURS = 4;

/** What the parameter allows: `never`, `nightly`, or a time such as `2026-11-21T15:00:00Z`. */
export const EXPIRY_PATTERN = String.raw`never|nightly|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z`;

/** A moment as the parameter has it: UTC, to the second. */
export function expiryOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
