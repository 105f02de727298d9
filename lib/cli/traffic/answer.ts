/** How a request ended. */
export type Answer =
  | { readonly status: number }
  /** `refused`, `reset`, `timeout`, `unreachable`, or the system's own code. */
  | { readonly failure: string };

/** Why a request that was due was not sent. */
export type NotSent =
  /** No task of the app runs: a user would have got no answer. */
  | 'no address'
  /** As many as allowed were on their way already. */
  | 'in flight'
  /** This machine was more than five seconds behind. */
  | 'late';

/** Whether a user would say that it failed: 5xx, or no answer. A 4xx is the client's own error. */
export function isError(answer: Answer): boolean {
  return 'failure' in answer || answer.status >= 500;
}
