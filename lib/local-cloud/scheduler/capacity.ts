/** The fewest healthy tasks that a deployment may leave: `minimumHealthyPercent`, rounded up. */
export function minimumHealthy(desiredCount: number, minimumHealthyPercent: number): number {
  return Math.ceil((desiredCount * minimumHealthyPercent) / 100);
}

/** The most tasks that may be pending or running at once: `maximumPercent`, rounded down. */
export function maximumRunning(desiredCount: number, maximumPercent: number): number {
  return Math.floor((desiredCount * maximumPercent) / 100);
}
